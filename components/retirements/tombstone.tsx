import type { ReactNode } from 'react';
import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels, sourceModeLabels } from '@/lib/domain/classification';
import type { TombstoneRecord } from '@/lib/domain/tombstone';
import { toReplacement } from '@/lib/domain/replacement-link';
import { witnessText, type Witness } from '@/lib/domain/witness';
import { DefinitionList } from '../ui/definition-list';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';
import { Timeline } from '../ui/timeline';
import { eventTitle } from './event-title';
import { ReplacementLink } from './replacement-link';

export interface TombstoneProps {
  record: TombstoneRecord;
  madeAt: string;
  redactedAt: string | null;
  now: string;
}

const person = ({ name, email, role }: Witness): string => (name === null ? role : email === null ? witnessText({ name, role }) : `${name} (${role}), ${email}`);

/** What stays of a Site. Written from the tombstone alone: it reads the same whatever else changes. */
export function Tombstone({ record, madeAt, redactedAt, now }: TombstoneProps) {
  const on = (at: string): ReactNode => <Instant at={at} now={now} format="both" />;
  const { retirement, audience, versions } = record;
  const replacement = record.replacedBy === null ? null : toReplacement(record.replacedBy.text, record.replacedBy.slug);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="space-y-4">
        <Panel title="Tombstone" description="What stays of this Site. Nobody can change it.">
          <DefinitionList
            items={[
              { label: 'What it was', value: record.purpose, missing: 'Its purpose was not recorded' },
              { label: 'Slug', value: <code className="font-mono text-xs">{record.slug}</code> },
              { label: 'Where it was', value: record.url, missing: 'Never deployed, or not known' },
              { label: 'Classification', value: classificationLabels[record.classification] },
              { label: 'Department', value: record.department },
              {
                label: 'Owned by',
                value: record.owners.map(({ from, until, ...owner }) => (
                  <p key={from}>
                    {person(owner)}, from <Instant at={from} now={now} format="date" />
                    {until !== null && (
                      <>
                        {' '}
                        to <Instant at={until} now={now} format="date" />
                      </>
                    )}
                  </p>
                )),
                missing: 'Nobody',
              },
              {
                label: 'Open at the end to',
                value: [audienceLabels[audience.mode], ...(audience.reach === null ? [] : [`${audience.reach} ${audience.reach === 1 ? 'person' : 'people'}`]), ...audience.groups, ...audience.people.map(({ name, role }) => name ?? role)].join(', '),
              },
              { label: 'Data sources', value: record.dataSources.map(({ name, mode }) => `${name} (${sourceModeLabels[mode].toLowerCase()})`).join(', '), missing: 'None' },
              { label: 'Versions', value: versions.count === 0 ? null : `${versions.count}${versions.last?.commit == null ? '' : `, the last from commit ${versions.last.commit.slice(0, 12)}`}`, missing: 'None reported' },
              { label: 'Project id', value: record.projectId && <code className="font-mono text-xs break-all">{record.projectId}</code>, missing: 'Not known' },
              { label: 'Repository', value: record.repository, missing: 'Not known' },
            ]}
          />
        </Panel>
        <Panel title="Where its data went">
          <DefinitionList
            items={[
              ...record.exports.map(({ kind, name, location, checksum, waiver, retention, by, at }) => ({
                label: `${kind.toUpperCase()} ${name}`,
                value: (
                  <>
                    <p className="break-all">{location ?? `Waived: ${waiver ?? ''}`}</p>
                    {checksum !== null && <p className="font-mono text-xs break-all">{checksum}</p>}
                    {retention !== null && <p>To be kept: {retention}</p>}
                  </>
                ),
                hint: (
                  <>
                    {person(by)}, {on(at)}
                  </>
                ),
              })),
              ...record.secrets.map(({ key, powered, note, by, at }) => ({
                label: `Secret ${key}`,
                value: [`Revoked.`, powered === null ? '' : `It gave access to ${powered}.`, note ?? ''].filter((part) => part !== '').join(' '),
                hint: (
                  <>
                    {person(by)}, {on(at)}
                  </>
                ),
              })),
              ...(record.exports.length + record.secrets.length === 0 ? [{ label: 'Data and secrets', value: 'It stored no data and had no secrets.' }] : []),
            ]}
          />
        </Panel>
      </div>
      <div className="space-y-4">
        <Panel title="How it ended">
          <DefinitionList
            items={[
              { label: 'Why', value: retirement.reason },
              { label: 'Replaced by', value: replacement && <ReplacementLink replacement={replacement} />, missing: 'Nothing' },
              { label: 'Notice given', value: on(retirement.beganAt) },
              { label: 'Closed', value: retirement.closedAt !== null && on(retirement.closedAt) },
              { label: 'Deleted', value: on(retirement.deletedAt), hint: retirement.proof === 'feed' ? 'Shown by the platform’s report' : retirement.note },
              { label: 'Tombstone made', value: on(madeAt) },
              {
                label: 'Names of people',
                value: redactedAt !== null ? <>Taken out {on(redactedAt)}</> : record.namesDays === null ? 'Kept for good' : `Kept for ${record.namesDays} days`,
              },
            ]}
          />
        </Panel>
        <Panel title="Who decided">
          <Timeline now={now} items={[...record.decisions].reverse().map(({ at, what, by }, index) => ({ id: `${at} ${index}`, at, title: eventTitle(what), actor: witnessText(by) }))} />
        </Panel>
      </div>
    </div>
  );
}
