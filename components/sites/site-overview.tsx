import Link from 'next/link';
import type { ReactNode } from 'react';
import { classificationLabels } from '@/lib/domain/classification';
import { prohibitedUseLabels } from '@/lib/domain/prohibited-use';
import { requestKindLabels, requestStateLabels } from '@/lib/domain/request';
import { requiredFieldLabels } from '@/lib/domain/site';
import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';
import { EnforcementBadge } from '../enforcement/enforcement-badge';
import { Badge } from '../ui/badge';
import { DefinitionList } from '../ui/definition-list';
import { Meter } from '../ui/meter';
import { Panel } from '../ui/panel';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { SiteActionButton } from './site-dialogs';
import { SiteSchedule } from './site-schedule';

export interface SiteTabProps {
  site: SiteDetail;
  record: SiteRecord;
  now: string;
}

type Person = { name: string; email: string; active: boolean };

/** A person of the record, with the way to all of their Sites. */
function RecordPerson({ person }: { person: Person | null }) {
  if (person === null) return null;
  return (
    <PersonChip name={person.name} secondary={person.email} href={`/sites?owner=${encodeURIComponent(person.email)}`} departed={!person.active} />
  );
}

/** What the Site is, who answers for it, its dates, what is missing and what waits. */
export function SiteOverview({ site, record, now }: SiteTabProps) {
  const ownership = site.enforcement.find(({ aspect }) => aspect === 'ownership');
  const when = (at: string | null): ReactNode => at !== null && <Instant at={at} now={now} format="both" />;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="space-y-4">
        <Panel title="Record" actions={<SiteActionButton action="edit" size="sm" />}>
          <DefinitionList
            items={[
              { label: 'Purpose', value: site.purpose && <Prose text={site.purpose} /> },
              ...(site.description === null ? [] : [{ label: 'Description', value: <Prose text={site.description} /> }]),
              { label: 'Owner', value: <RecordPerson person={site.owner} />, ...(site.owner === null && { value: null, missing: 'Nobody' }) },
              ...(ownership === undefined ? [] : [{ label: 'Owner on the platform', value: <EnforcementBadge enforcement={ownership} now={now} />, hint: ownership.wish }]),
              {
                label: 'Successor',
                value: record.successor && <RecordPerson person={record.successor} />,
                missing: 'Nobody named',
                ...(record.successor !== null && { hint: record.successorAcceptedAt === null ? 'Has not answered yet' : <>Agreed {when(record.successorAcceptedAt)}</> }),
              },
              { label: 'Department', value: site.department?.name },
              { label: 'Classification', value: classificationLabels[site.classification] },
              {
                label: 'System of record',
                value: when(site.officialSince) && <>Officially relied on since {when(site.officialSince)}</>,
                missing: 'No, a draft or a helper',
              },
              ...(site.uses.length === 0 ? [] : [{ label: 'Used for', value: site.uses.map((use) => prohibitedUseLabels[use]).join(', ') }]),
              { label: 'Project id', value: site.projectId && <code className="font-mono text-xs break-all">{site.projectId}</code>, missing: 'Not known' },
            ]}
          />
        </Panel>
        <Panel title="Dates">
          <DefinitionList
            items={[
              { label: 'Expires', value: when(site.expiresAt) },
              { label: 'Review due', value: when(site.reviewDueAt) },
              { label: 'Last reviewed', value: when(site.lastReviewedAt), missing: 'Never' },
              { label: 'Last visited', value: when(site.lastVisitedAt), missing: 'Not reported' },
              { label: 'Built', value: when(site.builtAt), missing: 'Not known' },
              { label: 'Registered here', value: when(site.createdAt) },
              { label: 'Last changed', value: when(site.updatedAt), hint: `Revision ${site.revision}` },
            ]}
          />
        </Panel>
      </div>
      <div className="space-y-4">
        <SiteSchedule schedule={site.schedule} now={now} />
        <Completeness site={site} />
        <OpenRequests requests={record.openRequests} now={now} />
      </div>
    </div>
  );
}

function Completeness({ site }: { site: SiteDetail }) {
  return (
    <Panel title="Completeness" actions={<Meter label="Completeness" value={site.completeness} />}>
      {site.missing.length === 0 ? (
        <p>Everything that a record has to have is there.</p>
      ) : (
        <>
          <p>Still missing:</p>
          <ul className="mt-1 list-disc pl-5">
            {site.missing.map((field) => (
              <li key={field}>{requiredFieldLabels[field]}</li>
            ))}
          </ul>
          <div className="mt-3 flex flex-wrap gap-2">
            {site.missing.includes('expiry') && <SiteActionButton action="renew" label="Set the expiry date" size="sm" />}
            {site.missing.includes('owner') && <SiteActionButton action="transfer" label="Find an owner" size="sm" />}
            {site.missing.some((field) => field !== 'expiry' && field !== 'owner') && (
              <SiteActionButton action="edit" label="Fill in the record" size="sm" />
            )}
          </div>
        </>
      )}
    </Panel>
  );
}

function OpenRequests({ requests, now }: { requests: SiteRecord['openRequests']; now: string }) {
  return (
    <Panel title="Waiting for a decision" flush={requests.length > 0}>
      {requests.length === 0 ? (
        <p className="text-muted">Nothing waits.</p>
      ) : (
        <ul className="divide-y divide-line">
          {requests.map(({ id, kind, state, requester, createdAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <Link href={`/requests/${id}`} className="inline-flex min-h-6 items-center font-medium hover:underline">
                {requestKindLabels[kind]}
              </Link>
              <Badge tone={state === 'pending' ? 'info' : 'warning'}>{requestStateLabels[state]}</Badge>
              <span className="text-muted">
                {requester.name}, <Instant at={createdAt} now={now} format="relative" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function Prose({ text }: { text: string }) {
  return <span className="whitespace-pre-line">{text}</span>;
}
