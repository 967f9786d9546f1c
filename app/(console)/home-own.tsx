import { AttentionRows } from '@/components/sites/attention-rows';
import { EndingRows } from '@/components/sites/ending-rows';
import { HomePanel } from '@/components/sites/home-panel';
import { RenewRows } from '@/components/sites/renew-rows';
import { RequestRows } from '@/components/sites/request-rows';
import { SitesTable } from '@/components/sites/sites-table';
import { Panel } from '@/components/ui/panel';
import { read } from '@/lib/gate/read';
import { listRequests } from '@/lib/requests/list-requests';
import { listSites } from '@/lib/sites/list-sites';
import { listOwnEndings } from '@/lib/terms/list-own-endings';
import { renewSite } from './sites/actions';

const rows = '8';

/** What somebody who answers for Sites has to do about them. */
export async function OwnerBlock({ now, owned }: { now: string; owned: number }) {
  const [ending, offers, mine, incomplete, endings] = await Promise.all([
    read(listSites, { owner: 'me', state: 'draft,live,disabled', sort: 'expiresAt', limit: rows }),
    read(listRequests, { waitingFor: 'me', kind: 'transfer', limit: rows }),
    read(listRequests, { requester: 'me', state: 'pending,changes_requested', limit: rows }),
    read(listSites, { owner: 'me', condition: 'incomplete', limit: rows }),
    read(listOwnEndings, { limit: Number(rows) }),
  ]);
  return (
    <>
      {offers.items.length > 0 && (
        <HomePanel title="Sites offered to you" isEmpty={false} empty={null}>
          <RequestRows requests={offers.items} now={now} />
        </HomePanel>
      )}
      {owned === 0 ? (
        <Panel title="My Sites">
          <p className="text-muted">
            You own no Site yet. Register one that you have built, so that somebody answers for it. Sites that are transferred to you
            appear here too.
          </p>
        </Panel>
      ) : (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <HomePanel
            title="My Sites that end next"
            more={{ href: '/renew', label: 'Renew many' }}
            isEmpty={ending.items.length === 0}
            empty="None of your Sites is in use."
          >
            <RenewRows sites={ending.items} now={now} renewSite={renewSite} />
          </HomePanel>
          <div className="space-y-4">
            {endings.length > 0 && (
              <HomePanel title="My widenings that end" isEmpty={false} empty={null}>
                <EndingRows endings={endings} now={now} />
              </HomePanel>
            )}
            <HomePanel
              title="My open requests"
              more={{ href: '/requests?view=mine', label: 'Show all' }}
              isEmpty={mine.items.length === 0}
              empty="You wait for no decision. To let more people into a Site, open it and ask to widen its audience."
            >
              <RequestRows requests={mine.items} now={now} />
            </HomePanel>
            <HomePanel
              title="My incomplete records"
              more={{ href: '/sites?owner=me&condition=incomplete', label: 'Show all' }}
              isEmpty={incomplete.items.length === 0}
              empty="The records of all your Sites are complete."
            >
              <AttentionRows sites={incomplete.items} show="missing" />
            </HomePanel>
          </div>
        </div>
      )}
    </>
  );
}

/** The Sites that a member can see at all. */
export async function OpenToMeBlock({ now }: { now: string }) {
  const open = await read(listSites, { state: 'live', limit: rows });
  return (
    <HomePanel
      title="Sites open to you"
      more={{ href: '/sites?state=live', label: 'Show all' }}
      isEmpty={open.items.length === 0}
      empty="No Site is open to you yet. Ask the owner of the one you need."
    >
      <SitesTable label="The first Sites that are open to you" sites={open.items} now={now} columns={['audience', 'owner', 'department', 'expires']} />
    </HomePanel>
  );
}
