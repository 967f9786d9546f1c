import Link from 'next/link';
import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels } from '@/lib/domain/classification';
import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';
import { ConditionBadges, DriftBadge, StateBadge } from '../sites/site-badges';
import { DefinitionList } from '../ui/definition-list';
import { Panel } from '../ui/panel';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';

/** The Site that a request is about, as far as a decision rests on it. */
export function SiteFacts({ site, now }: { site: SiteDetail; now: string }) {
  const { owner, record } = site;
  return (
    <Panel
      title="The Site"
      actions={
        <Link href={`/sites/${site.slug}`} className="inline-flex min-h-6 items-center text-accent-text hover:underline">
          Open its page
        </Link>
      }
    >
      <DefinitionList
        items={[
          { label: 'Conditions', value: site.conditions.length > 0 && <ConditionBadges wrap conditions={site.conditions} />, missing: 'None: nothing is the matter with it' },
          { label: 'Purpose', value: site.purpose ?? site.description },
          { label: 'Owner', value: owner && <PersonChip name={owner.name} secondary={owner.email} departed={!owner.active} />, missing: 'Nobody' },
          ...(record === null ? [] : [{ label: 'Successor', value: record.successor && <PersonChip name={record.successor.name} departed={!record.successor.active} /> }]),
          { label: 'Department', value: site.department?.name },
          { label: 'Classification', value: classificationLabels[site.classification] },
          { label: 'State', value: <StateBadge state={site.state} /> },
          {
            label: 'Seen on the platform',
            value: site.observedAudience && (
              <span className="inline-flex flex-wrap items-center gap-1.5">
                {audienceLabels[site.observedAudience]}
                <DriftBadge drift={site.drift} />
              </span>
            ),
            missing: 'Not reported yet',
          },
          { label: 'Expires', value: site.expiresAt && <Instant at={site.expiresAt} now={now} /> },
          { label: 'Last review', value: site.lastReviewedAt && <Instant at={site.lastReviewedAt} now={now} />, missing: 'Never' },
          { label: 'Last visit', value: site.lastVisitedAt && <Instant at={site.lastVisitedAt} now={now} />, missing: 'Not known' },
          { label: 'Official since', value: site.officialSince && <Instant at={site.officialSince} now={now} format="date" />, missing: 'A draft or helper, not a system of record' },
          { label: 'Production URL', value: site.url && <ExternalLink url={site.url} /> },
          ...(record === null ? [] : deliveryOf(record, now)),
        ]}
      />
    </Panel>
  );
}

function deliveryOf(record: SiteRecord, now: string) {
  const [version] = record.versions;
  const [deployment] = record.deployments;
  const commit = record.repository.lastCommit;
  return [
    {
      label: 'Latest version',
      value: version && (
        <>
          {version.number === null ? version.id : `Version ${version.number}`}
          {version.commitSha !== null && <code className="ml-2 font-mono text-xs">{version.commitSha.slice(0, 12)}</code>}
          {version.savedAt !== null && (
            <>
              {' '}
              saved <Instant at={version.savedAt} now={now} />
            </>
          )}
        </>
      ),
      missing: 'None saved',
    },
    {
      label: 'Latest deployment',
      value: deployment && (
        <>
          <span className="capitalize">{deployment.status}</span>
          {deployment.updatedAt !== null && (
            <>
              , <Instant at={deployment.updatedAt} now={now} />
            </>
          )}
          {deployment.failureMessage !== null && <span className="block text-danger">Failed: {deployment.failureMessage}</span>}
        </>
      ),
      missing: 'Never deployed',
    },
    {
      label: 'Repository',
      value: record.repository.name && (
        <>
          {record.repository.name}
          {commit !== null && (
            <span className="block text-xs text-muted">
              Last commit <code className="font-mono">{commit.sha.slice(0, 12)}</code>
              {commit.author !== null && ` by ${commit.author}`}
            </span>
          )}
        </>
      ),
    },
  ];
}

function ExternalLink({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer" className="inline-flex min-h-6 items-center break-all underline decoration-line underline-offset-2 hover:decoration-current">
      {url}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
