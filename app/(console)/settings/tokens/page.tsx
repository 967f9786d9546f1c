import type { Metadata } from 'next';
import { CreateToken } from '@/components/settings/create-token';
import { TokensTable } from '@/components/settings/tokens-table';
import { DialogButton } from '@/components/ui/dialog-button';
import { Panel } from '@/components/ui/panel';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { listTokens } from '@/lib/tokens/list-tokens';
import { findPeople } from '../../lookups';
import { createToken, revokeToken } from './actions';

export const metadata: Metadata = { title: 'API tokens' };

export default async function TokensPage() {
  const actor = await requireActor();
  const seesAll = judge('token.create_for_other', roleStandings(actor)).allowed;
  const { items } = await read(listTokens, {});
  return (
    <Panel
      flush
      title="API tokens"
      description={seesAll ? 'Everybody’s, newest first.' : 'Yours, newest first. An admin can see and revoke them too.'}
      actions={
        <DialogButton label="Create a token" variant="primary" buttonSize="sm" title="Create an API token" description="It acts as its person and can never do more.">
          <CreateToken mayWrite={!actor.roles.includes('auditor')} findPeople={seesAll ? findPeople : undefined} action={createToken} />
        </DialogButton>
      }
    >
      <TokensTable tokens={items} showPeople={seesAll} now={new Date().toISOString()} revoke={revokeToken} />
    </Panel>
  );
}
