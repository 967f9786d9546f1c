import type { Metadata } from 'next';
import { AddWebhook } from '@/components/webhooks/add-webhook';
import { WebhooksTable } from '@/components/webhooks/webhooks-table';
import { DialogButton } from '@/components/ui/dialog-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { permissions } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { listWebhooks } from '@/lib/webhooks/list-webhooks';
import { createWebhook, removeWebhook, rotateSecret, testWebhook, updateWebhook } from './actions';

export const metadata: Metadata = { title: 'Webhooks' };

const actions = { update: updateWebhook, rotate: rotateSecret, remove: removeWebhook, test: testWebhook };

export default async function WebhooksPage() {
  const held = roleStandings(await requireActor());
  if (!judge('webhook.list', held).allowed) return <EmptyState title="Webhooks are for admins and auditors">{permissions['webhook.list'].refusal}</EmptyState>;
  const mayChange = judge('webhook.change', held).allowed;
  const { items } = await read(listWebhooks, {});
  return (
    <Panel
      flush
      title="Webhooks"
      description="Other programs are told of what happens here, in signed messages. What fails is tried again for 24 hours."
      actions={
        mayChange && (
          <DialogButton label="Add an endpoint" variant="primary" buttonSize="sm" title="Add a webhook endpoint" description="It hears of what happens from now on.">
            <AddWebhook create={createWebhook} />
          </DialogButton>
        )
      }
    >
      <WebhooksTable webhooks={items} now={new Date().toISOString()} actions={mayChange ? actions : undefined} />
    </Panel>
  );
}
