import { AttentionRows } from '@/components/sites/attention-rows';
import { HomePanel } from '@/components/sites/home-panel';
import { RequestRows } from '@/components/sites/request-rows';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { StatList } from '@/components/ui/stat-list';
import { countEnforcements } from '@/lib/enforcement/list-enforcements';
import { read } from '@/lib/gate/read';
import { countIncidents, type IncidentCounts } from '@/lib/incidents/list-incidents';
import { listJobs } from '@/lib/jobs/list-jobs';
import { listRequests } from '@/lib/requests/list-requests';
import { countSites } from '@/lib/sites/list-facets';
import { listSites } from '@/lib/sites/list-sites';

const rows = '8';
/** What an admin looks at first, the gravest first. */
const urgentConditions = ['over_exposed', 'ownerless', 'expired', 'drifted'];
const counted = async (condition: string): Promise<number> => (await read(countSites, { condition })).total;

/** An admin's day: how much of each trouble there is, the worst of it, and what waits for a decision. */
export async function AdminBlock({ now }: { now: string }) {
  const [ownerless, drifted, expired, exposed, incomplete, waiting, enforcement, jobs, incidents, ...urgent] = await Promise.all([
    counted('ownerless'),
    counted('drifted'),
    counted('expired'),
    counted('over_exposed'),
    counted('incomplete'),
    read(listRequests, { waitingFor: 'me', limit: '200' }),
    read(countEnforcements, {}),
    read(listJobs, { state: 'dead', limit: '1' }),
    read(countIncidents, {}),
    ...urgentConditions.map((condition) => read(listSites, { condition, sort: 'expiresAt', limit: rows })),
  ]);
  const found = new Map(urgent.flatMap(({ items }) => items).map((site) => [site.id, site]));
  const worst = [...found.values()].slice(0, Number(rows));
  return (
    <>
      <StatList
        label="What needs an admin"
        items={[
          { label: 'Drift incidents', count: incidents.open, href: '/incidents?state=open', tone: 'danger', ...incidentHint(incidents) },
          { label: 'Over-exposed', count: exposed, href: '/sites?condition=over_exposed', tone: 'danger' },
          { label: 'Ownerless', count: ownerless, href: '/sites?condition=ownerless', tone: 'danger' },
          { label: 'Drifted', count: drifted, href: '/sites?condition=drifted', tone: 'warning' },
          { label: 'Not enforced', count: enforcement.unconfirmed + enforcement.failed, href: '/lifecycle/enforcement?state=unconfirmed,failed', tone: 'warning', hint: 'Unconfirmed or failed' },
          { label: 'Expired', count: expired, href: '/sites?condition=expired&sort=expiresAt', tone: 'warning' },
          { label: 'Incomplete', count: incomplete, href: '/sites?condition=incomplete&sort=completeness' },
          { label: 'Waiting for me', count: waiting.items.length, href: '/requests', tone: 'info' },
          ...(jobs.counts.dead > 0 ? [{ label: 'Failed jobs', count: jobs.counts.dead, href: '/lifecycle/jobs', tone: 'danger' as const }] : []),
        ]}
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <HomePanel
          title="Most urgent Sites"
          more={{ href: `/sites?condition=${urgentConditions.join(',')}`, label: 'Show all' }}
          isEmpty={worst.length === 0}
          empty="No Site is over-exposed, drifted, expired or ownerless."
        >
          <AttentionRows sites={worst} show="conditions" />
        </HomePanel>
        <WaitingForMe requests={waiting.items} now={now} />
      </div>
    </>
  );
}

/** A reviewer's day: the queue, oldest first, and the Sites that are open further than they should be. */
export async function ReviewerBlock({ now }: { now: string }) {
  const condition = 'over_exposed,drifted';
  const [waiting, incidents, risky] = await Promise.all([
    read(listRequests, { waitingFor: 'me', limit: '200' }),
    read(countIncidents, {}),
    read(listSites, { condition, sort: 'expiresAt', limit: rows }),
  ]);
  return (
    <>
      {incidents.open > 0 && (
        <StatList
          label="Drift incidents"
          items={[
            { label: 'Drift incidents', count: incidents.open, href: '/incidents?state=open', tone: 'danger', ...incidentHint(incidents) },
            { label: 'Nobody has taken on', count: incidents.unclaimed, href: '/incidents?state=unclaimed', tone: 'warning' },
          ]}
        />
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <WaitingForMe requests={waiting.items} now={now} />
        <HomePanel
          title="Over-exposed and drifted Sites"
          more={{ href: `/sites?condition=${condition}`, label: 'Show all' }}
          isEmpty={risky.items.length === 0}
          empty="Every Site is open as approved, and no further than its classification and data allow."
        >
          <AttentionRows sites={risky.items} show="conditions" />
        </HomePanel>
      </div>
    </>
  );
}

/** What is public is said beside the number. */
function incidentHint(counts: IncidentCounts): { hint?: string } {
  return counts.public === 0 ? {} : { hint: `${counts.public.toLocaleString('en-US')} public on the internet` };
}

/** An auditor's day: the chain, and what was decided of late. */
export async function AuditorBlock({ now }: { now: string }) {
  const decided = await read(listRequests, { state: 'approved,rejected', sort: '-createdAt', limit: rows });
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Panel
        title="Audit chain"
        actions={
          <LinkButton href="/audit" size="sm">
            Verify and export
          </LinkButton>
        }
      >
        <p className="text-muted">
          Each event is sealed with the hash of the one before it. Verify the chain in the audit log, and keep its end elsewhere: a
          later verification then shows that nothing before it was rewritten.
        </p>
      </Panel>
      <HomePanel
        title="Recent decisions"
        more={{ href: '/requests?view=decided', label: 'Show all' }}
        isEmpty={decided.items.length === 0}
        empty="No request has been decided yet."
      >
        <RequestRows requests={decided.items} now={now} moment="decided" />
      </HomePanel>
    </div>
  );
}

function WaitingForMe({ requests, now }: { requests: Parameters<typeof RequestRows>[0]['requests']; now: string }) {
  return (
    <HomePanel
      title="Waiting for your decision, oldest first"
      more={{ href: '/requests', label: 'Open the queue' }}
      isEmpty={requests.length === 0}
      empty="No request waits for you."
    >
      <RequestRows requests={requests.slice(0, Number(rows))} now={now} hidesState />
    </HomePanel>
  );
}
