import { classificationLabels } from '@/lib/domain/classification';
import { requiredFieldLabels } from '@/lib/domain/site';
import type { SiteSummary } from '@/lib/sites/site-shape';
import type { DataColumn } from '../table/data-column';
import { Meter } from '../ui/meter';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { AudienceText, ConditionBadges, StateBadge } from './site-badges';

const sourcesShown = 2;

/** The columns that can be switched off; the Site itself always stands first. */
export const optionalColumns = [
  { value: 'state', label: 'State' },
  { value: 'audience', label: 'Audience' },
  { value: 'owner', label: 'Owner' },
  { value: 'expires', label: 'Expires' },
  { value: 'conditions', label: 'Conditions' },
  { value: 'classification', label: 'Classification' },
  { value: 'department', label: 'Department' },
  { value: 'sources', label: 'Data sources' },
  { value: 'completeness', label: 'Completeness' },
  { value: 'reviewDue', label: 'Review due' },
  { value: 'lastReviewed', label: 'Last reviewed' },
  { value: 'lastVisited', label: 'Last visited' },
] as const;

/** What a list shows as long as nobody chose. */
export const defaultColumns: readonly string[] = optionalColumns.slice(0, 9).map(({ value }) => value);

/** The list's columns, as far as `shown` names them. */
export function siteColumns(now: string, shown: readonly string[]): DataColumn<SiteSummary>[] {
  const when = (at: string | null) => (at === null ? null : <Instant at={at} now={now} format="both" />);
  const columns: DataColumn<SiteSummary>[] = [
    {
      key: 'site',
      header: 'Site',
      sortKey: 'title',
      isMain: true,
      cell: ({ title, slug }) => (
        <span className="flex max-w-72 min-w-0 items-baseline gap-2">
          <span className="truncate">{title}</span>
          <span className="min-w-0 shrink-[9] truncate text-xs font-normal text-muted">{slug}</span>
        </span>
      ),
    },
    { key: 'state', header: 'State', sortKey: 'state', cell: ({ state }) => <StateBadge state={state} /> },
    { key: 'audience', header: 'Audience', sortKey: 'audience', cell: ({ audience, drift }) => <AudienceText audience={audience} drift={drift} /> },
    {
      key: 'owner',
      header: 'Owner',
      sortKey: 'owner',
      cell: ({ owner }) =>
        owner === null ? (
          <span className="text-faint">Nobody</span>
        ) : (
          <span className="block max-w-44">
            <PersonChip name={owner.active ? owner.name : `${owner.name} (has left)`} />
          </span>
        ),
    },
    { key: 'expires', header: 'Expires', sortKey: 'expiresAt', cell: ({ expiresAt }) => when(expiresAt) ?? <span className="text-faint">Not set</span> },
    { key: 'conditions', header: 'Conditions', cell: ({ conditions }) => <ConditionBadges conditions={conditions} /> },
    {
      key: 'classification',
      hideBelow: 'md',
      header: 'Classification',
      sortKey: 'classification',
      cell: ({ classification }) => <span className="whitespace-nowrap">{classificationLabels[classification]}</span>,
    },
    {
      key: 'department',
      hideBelow: 'md',
      header: 'Department',
      sortKey: 'department',
      cell: ({ department }) => (department === null ? <span className="text-faint">None</span> : <span className="whitespace-nowrap">{department.name}</span>),
    },
    {
      key: 'sources',
      hideBelow: 'md',
      header: 'Data sources',
      cell: ({ dataSources }) =>
        dataSources.length === 0 ? null : (
          <span className="sm:whitespace-nowrap" title={dataSources.map(({ name }) => name).join(', ')}>
            {dataSources.slice(0, sourcesShown).map(({ name }) => name).join(', ')}
            {dataSources.length > sourcesShown && <span className="text-muted"> +{dataSources.length - sourcesShown}</span>}
          </span>
        ),
    },
    {
      key: 'completeness',
      hideBelow: 'md',
      header: 'Completeness',
      sortKey: 'completeness',
      cell: ({ completeness, missing, title }) => (
        <span title={missing.length === 0 ? undefined : `Missing: ${missing.map((field) => requiredFieldLabels[field]).join(', ')}`}>
          <Meter label={`Completeness of ${title}`} value={completeness} />
        </span>
      ),
    },
    { key: 'reviewDue', header: 'Review due', sortKey: 'reviewDueAt', cell: ({ reviewDueAt }) => when(reviewDueAt) },
    { key: 'lastReviewed', header: 'Last reviewed', sortKey: 'lastReviewedAt', cell: ({ lastReviewedAt }) => when(lastReviewedAt) },
    { key: 'lastVisited', header: 'Last visited', sortKey: 'lastVisitedAt', cell: ({ lastVisitedAt }) => when(lastVisitedAt) },
  ];
  return columns.filter(({ key, isMain }) => isMain === true || shown.includes(key));
}
