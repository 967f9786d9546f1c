import type { ReactNode } from 'react';
import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels, isSensitive, sensitivities, sensitivityLabels } from '@/lib/domain/classification';
import { conditionLabels, requiredFieldLabels, siteStateLabels } from '@/lib/domain/site';
import type { ColumnPlace } from '../table/column-layout';
import type { CellShow, GridColumn, PlacedColumn } from '../table/grid-column';
import { ToneMark } from '../table/tone-mark';
import { initialsOf } from '../ui/initials';
import { instantText } from '../ui/instant-text';
import { byGravity, conditionTones, driftTones, driftWords, stateTones } from './site-tones';
import { hasFields, type SiteField, type SiteRow, type WithFields } from './sites-list-row';

export interface SiteColumn extends GridColumn<SiteRow> {
  needs: readonly SiteField[];
}

const sourcesShown = 2;

/** A column of these fields; its cell stays empty while a row lacks them. */
function column<Field extends SiteField>(
  key: string,
  header: string,
  width: number,
  needs: readonly Field[],
  cell: (site: WithFields<Field>, show: CellShow) => ReactNode,
  more: { sortKey?: string; isNullable?: boolean; isMinor?: boolean } = {},
): SiteColumn {
  return { key, header, width, needs, cell: (row, show) => (hasFields(row, needs) ? cell(row, show) : null), ...more };
}

const none = (text: string) => <i>{text}</i>;

/** The exact instant stands in `dateTime`; the table shows it in words when somebody hovers. */
const when = (at: string | null, { now, isLocal }: CellShow, missing: ReactNode = null): ReactNode =>
  at === null ? missing : <time dateTime={at}>{instantText(new Date(at), new Date(now), 'both', isLocal).text}</time>;

const instant = <Field extends SiteField>(key: string, header: string, field: Field & SiteField, missing: string | null, more: { sortKey?: string; isNullable?: boolean } = {}): SiteColumn =>
  column(key, header, 190, [field], (site, show) => when(site[field] as string | null, show, missing === null ? null : none(missing)), { sortKey: field, isNullable: true, ...more });

/** Every column that there is. The first names the Site and is always there. */
const all: readonly SiteColumn[] = [
  column('site', 'Site', 300, ['slug'], ({ slug }) => <small>{slug}</small>, { sortKey: 'title' }),
  column('state', 'State', 112, ['state'], ({ state }) => <ToneMark tone={stateTones[state]}>{siteStateLabels[state]}</ToneMark>, { sortKey: 'state' }),
  column(
    'audience',
    'Audience',
    225,
    ['audience', 'drift'],
    ({ audience, drift }) => (
      <>
        {audience === 'custom' ? 'Named people ' : `${audienceLabels[audience]} `}
        {drift !== 'none' && <ToneMark tone={driftTones[drift]} title={driftWords(drift).whole}>{driftWords(drift).short}</ToneMark>}
      </>
    ),
    { sortKey: 'audience' },
  ),
  column(
    'owner',
    'Owner',
    180,
    ['owner'],
    ({ owner }) => (owner === null ? none('Nobody') : <span data-initials={initialsOf(owner.name)}>{owner.active ? owner.name : `${owner.name} (has left)`}</span>),
    { sortKey: 'owner', isNullable: true },
  ),
  instant('expires', 'Expires', 'expiresAt', 'Not set'),
  column('conditions', 'Conditions', 240, ['conditions'], ({ conditions }) =>
    byGravity(conditions).map((condition) => <ToneMark key={condition} tone={conditionTones[condition]}>{conditionLabels[condition]}</ToneMark>)),
  column('classification', 'Classification', 150, ['classification'], ({ classification }) => classificationLabels[classification], { sortKey: 'classification', isMinor: true }),
  column('department', 'Department', 150, ['department'], ({ department }) => department?.name ?? none('None'), { sortKey: 'department', isNullable: true, isMinor: true }),
  column(
    'sources',
    'Data sources',
    190,
    ['dataSources'],
    ({ dataSources }) => {
      const names = dataSources.map(({ name }) => name);
      const more = names.length - sourcesShown;
      return names.length === 0 ? null : <span title={more > 0 ? names.join(', ') : undefined}>{names.slice(0, sourcesShown).join(', ')}{more > 0 && <small> +{more}</small>}</span>;
    },
    { isMinor: true },
  ),
  column(
    'completeness',
    'Completeness',
    150,
    ['completeness', 'missing'],
    ({ completeness, missing }) => (
      <span data-share={completeness} title={missing.length === 0 ? undefined : `Missing: ${missing.map((field) => requiredFieldLabels[field]).join(', ')}`} style={{ '--share': `${completeness}%` } as React.CSSProperties}>
        {`${completeness}%`}
      </span>
    ),
    { sortKey: 'completeness', isMinor: true },
  ),
  instant('reviewDue', 'Review due', 'reviewDueAt', null),
  instant('lastReviewed', 'Last reviewed', 'lastReviewedAt', 'Never'),
  instant('lastVisited', 'Last visited', 'lastVisitedAt', null),
  instant('official', 'Official since', 'officialSince', null),
  instant('created', 'Registered', 'createdAt', null, { isNullable: false }),
  instant('updated', 'Last changed', 'updatedAt', null, { isNullable: false }),
  column('observed', 'Observed audience', 170, ['observedAudience'], ({ observedAudience }) => (observedAudience === null ? none('Not reported') : audienceLabels[observedAudience]), { sortKey: 'observedAudience', isNullable: true }),
  column('sensitivity', 'Sensitivity', 130, ['dataSources'], ({ dataSources }) => {
    const highest = [...sensitivities].reverse().find((sensitivity) => dataSources.some((source) => source.sensitivity === sensitivity));
    return highest === undefined ? none('None') : <ToneMark tone={isSensitive(highest) ? 'warning' : 'neutral'}>{sensitivityLabels[highest]}</ToneMark>;
  }),
  column('missing', 'Missing', 220, ['missing'], ({ missing }) => missing.map((field) => requiredFieldLabels[field]).join(', ')),
  column('url', 'URL', 260, ['url'], ({ url }) => url ?? none('Not deployed')),
  column('project', 'Project id', 220, ['projectId'], ({ projectId }) => (projectId === null ? none('Not known') : <code>{projectId}</code>)),
  column('revision', 'Revision', 100, ['revision'], ({ revision }) => revision),
];

const mainColumn = 'site';
const byKey = new Map(all.map((each) => [each.key, each]));

/** The columns by key, as the URL names them, and those that a list shows as long as nobody chose. */
export const siteColumnSet = {
  main: mainColumn,
  others: all.slice(1).map(({ key }) => key),
  usual: all.slice(1, 10).map(({ key }) => key).join(),
};

export const siteColumnLabels: ReadonlyMap<string, string> = new Map(all.map(({ key, header }) => [key, header]));

/** The columns of a layout, in its order and at its widths. */
export function placedColumns(places: readonly ColumnPlace[]): (PlacedColumn<SiteRow> & SiteColumn)[] {
  return places.flatMap(({ key, width, isPinned }) => {
    const found = byKey.get(key);
    return found === undefined ? [] : [{ ...found, width: width ?? found.width, isPinned: isPinned === true, isFluid: key === mainColumn && width === undefined }];
  });
}

/** The fields that these columns are written from. */
export function neededFields(places: readonly ColumnPlace[]): Set<SiteField> {
  return new Set(places.flatMap(({ key }) => byKey.get(key)?.needs ?? []));
}

/** What a row is sorted by, as text that differs when that does. */
export function orderText(row: SiteRow, sortKeys: readonly string[]): string {
  const fields = sortKeys.flatMap((key) => (key === 'title' ? (['title'] as const) : (all.find(({ sortKey }) => sortKey === key)?.needs ?? [])));
  return JSON.stringify(fields.map((field) => row[field] ?? null));
}
