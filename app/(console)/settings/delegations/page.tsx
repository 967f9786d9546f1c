import type { Metadata } from 'next';
import { DelegationForm } from '@/components/settings/delegation-form';
import { DelegationsTable } from '@/components/settings/delegations-table';
import { DialogButton } from '@/components/ui/dialog-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { listDelegations } from '@/lib/requests/list-delegations';
import { findPeople } from '../../lookups';
import { endDelegation, setDelegation } from './actions';

export const metadata: Metadata = { title: 'Delegations' };

export default async function DelegationsPage() {
  const actor = await requireActor();
  const verdict = judge('delegation.set', roleStandings(actor));
  const { items } = await read(listDelegations, {});
  const now = new Date().toISOString();
  const isAdmin = actor.roles.includes('admin');
  return (
    <Panel
      flush
      title="Delegations"
      description="Who decides requests in whose place while they are away. Nobody gets more than both may, and nobody decides on their own."
      actions={
        verdict.allowed && (
          <DialogButton label="Let somebody decide for me" variant="primary" buttonSize="sm" title="Let somebody decide in your place" description="They are told at once. You may still decide yourself.">
            <DelegationForm now={now} findPeople={findPeople} mayChooseWhom={isAdmin} action={setDelegation} />
          </DialogButton>
        )
      }
    >
      {items.length === 0 ? (
        <EmptyState title="Nobody decides in somebody’s place">Before you are away, let somebody decide for you, so that requests don’t wait for your return.</EmptyState>
      ) : (
        <DelegationsTable delegations={items} me={actor.personId} isAdmin={isAdmin} now={now} end={endDelegation} />
      )}
    </Panel>
  );
}
