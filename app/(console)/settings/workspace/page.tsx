import type { Metadata } from 'next';
import { SettingsHistory } from '@/components/settings/settings-history';
import { WorkspaceForm } from '@/components/settings/workspace-form';
import { EmptyState } from '@/components/ui/empty-state';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { listAuditEvents } from '@/lib/audit/list-audit';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { getSettings } from '@/lib/settings/get-settings';
import { changeSettings } from './actions';

export const metadata: Metadata = { title: 'Workspace settings' };

const changesShown = '20';

export default async function WorkspacePage() {
  const found = await tryRead(getSettings, {});
  if (!found.ok) {
    return <EmptyState title="The workspace’s settings are for those who govern it">{found.problem.detail} What applies to a Site of yours stands on its page.</EmptyState>;
  }
  const verdict = judge('settings.change', roleStandings(await requireActor()));
  const history = await read(listAuditEvents, { type: 'settings.changed', limit: changesShown });
  const now = new Date().toISOString();
  return (
    <>
      <WorkspaceForm {...found.answer} now={now} readOnlyReason={verdict.allowed ? undefined : verdict.reason} action={changeSettings} />
      <SettingsHistory events={history.items} now={now} />
    </>
  );
}
