'use client';

import { useMemo } from 'react';
import type { WebhookView } from '@/lib/webhooks/webhook-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { EmptyState } from '../ui/empty-state';
import { Instant } from '../ui/time';
import { eventWords } from './event-words';
import type { WebhookActions } from './webhook-actions';
import { WebhookMenu } from './webhook-menu';
import { webhookName } from './webhook-name';
import { WebhookState } from './webhook-state';

export interface WebhooksTableProps {
  webhooks: WebhookView[];
  now: string;
  /** Left out for those who read only. */
  actions?: WebhookActions | undefined;
}

/** Endpoints with how they fare. */
export function WebhooksTable({ webhooks, now, actions }: WebhooksTableProps) {
  const columns = useMemo(
    (): DataColumn<WebhookView>[] => [
      { key: 'name', header: 'Endpoint', isMain: true, cell: (webhook) => <span className="min-w-0 break-words">{webhookName(webhook)}</span> },
      { key: 'url', header: 'Address', cell: ({ url }) => <code className="font-mono text-xs break-all">{url}</code>, hideBelow: 'lg' },
      { key: 'events', header: 'Events', cell: ({ eventTypes }) => <span className="break-words">{eventWords(eventTypes)}</span> },
      { key: 'state', header: 'State', cell: (webhook) => <WebhookState webhook={webhook} />, width: '6rem' },
      {
        key: 'last',
        header: 'Last delivery',
        cell: ({ lastDeliveredAt }) => (lastDeliveredAt === null ? <span className="text-faint">Never</span> : <Instant at={lastDeliveredAt} now={now} format="relative" />),
        width: '8rem',
      },
      { key: 'share', header: 'Arrived in 7 days', cell: ({ week }) => <Share {...week} />, width: '11rem' },
      ...(actions === undefined
        ? []
        : [{ key: 'menu', header: 'Actions', align: 'end' as const, width: '4.5rem', cell: (webhook: WebhookView) => <WebhookMenu webhook={webhook} actions={actions} /> }]),
    ],
    [now, actions],
  );
  return (
    <DataTable
      label="Endpoints"
      density="comfortable"
      rows={webhooks}
      columns={columns}
      rowId={({ id }) => id}
      hrefForRow={({ id }) => `/settings/webhooks/${id}`}
      empty={<EmptyState title="No endpoint yet">An endpoint is an address of another program. It is told of what happens here, as it happens, in signed messages.</EmptyState>}
    />
  );
}

/** A share is of what is over; what still waits is neither. */
function Share({ delivered, failed }: WebhookView['week']) {
  const over = delivered + failed;
  if (over === 0) return <span className="text-faint">Nothing sent</span>;
  // Rounded down: 100 % means all.
  return (
    <span className="tabular-nums">
      {Math.floor((delivered / over) * 100)} % <span className="text-muted">of {over.toLocaleString('en-US')}</span>
    </span>
  );
}
