import { subDays } from 'date-fns';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { DefinitionList } from '@/components/ui/definition-list';
import { DialogButton } from '@/components/ui/dialog-button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { Tabs } from '@/components/ui/tabs';
import { Instant } from '@/components/ui/time';
import { DeliveriesTable } from '@/components/webhooks/deliveries-table';
import { eventWords } from '@/components/webhooks/event-words';
import { ReplaySince } from '@/components/webhooks/replay-since';
import { WebhookMenu } from '@/components/webhooks/webhook-menu';
import { webhookName } from '@/components/webhooks/webhook-name';
import { WebhookState } from '@/components/webhooks/webhook-state';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { deliveryStates } from '@/lib/domain/webhook';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { listWebhookDeliveries } from '@/lib/webhooks/list-webhook-deliveries';
import { getWebhook } from '@/lib/webhooks/list-webhooks';
import type { WebhookView } from '@/lib/webhooks/webhook-shape';
import { removeWebhook, replayDelivery, replaySince, rotateSecret, testWebhook, updateWebhook } from '../actions';

export const metadata: Metadata = { title: 'Webhook' };

type Props = { params: Promise<{ endpointId: string }>; searchParams: Promise<SearchParams> };

const loadPlace = createLoader({ state: parseAsStringLiteral(deliveryStates), cursor: parseAsString });
const all = '/settings/webhooks';
const actions = { update: updateWebhook, rotate: rotateSecret, remove: removeWebhook, test: testWebhook };
const tabs = [
  { state: undefined, label: 'All' },
  { state: 'waiting', label: 'Waiting' },
  { state: 'delivered', label: 'Delivered' },
  { state: 'failed', label: 'Failed' },
] as const;

export default async function WebhookPage({ params, searchParams }: Props) {
  const { endpointId } = await params;
  const { state, cursor } = await loadPlace(searchParams);
  const mayChange = judge('webhook.change', roleStandings(await requireActor())).allowed;
  const found = await tryRead(getWebhook, { endpointId });
  if (!found.ok) notFound();
  const webhook = found.answer;
  const list = await tryRead(listWebhookDeliveries, { endpointId, ...(state !== null && { state }), ...(cursor !== null && { cursor }) });
  const hrefOf = (more: Record<string, string> = {}) => {
    const query = new URLSearchParams(more).toString();
    return `${all}/${endpointId}${query === '' ? '' : `?${query}`}`;
  };
  const here = hrefOf(state === null ? {} : { state });
  const now = new Date();
  const presets = [1, 7, 29].map((days) => ({ label: `${days} d back`, value: subDays(now, days).toISOString().slice(0, 10) }));
  const off = webhook.isOn ? undefined : 'Switch it on first';
  return (
    <div className="space-y-4">
      <LinkButton href={all} size="sm">
        All webhooks
      </LinkButton>
      <Panel title={webhookName(webhook)} actions={mayChange && <WebhookMenu webhook={webhook} actions={actions} leaveTo={all} />}>
        {webhook.disabledReason !== null && (
          <div className="mb-4">
            <Callout tone="warning" title="Switched off">
              {webhook.disabledReason} Nothing is sent to it. Switch it on again from its menu; then send again what it missed.
            </Callout>
          </div>
        )}
        <DefinitionList items={factsOf(webhook, now.toISOString())} />
      </Panel>
      <Panel
        flush
        title="Deliveries"
        description="Newest first, 30 days back."
        actions={
          mayChange && (
            <DialogButton label="Send again since…" buttonSize="sm" disabledReason={off} title="Send again" description="All that failed since a day, and what happened while the endpoint was off. Ids stay the same.">
              <ReplaySince endpointId={endpointId} presets={presets} replaySince={replaySince} />
            </DialogButton>
          )
        }
      >
        <div className="px-3 pt-1">
          <Tabs label="Deliveries by state" current={here} items={tabs.map((tab) => ({ href: hrefOf(tab.state === undefined ? {} : { state: tab.state }), label: tab.label }))} />
        </div>
        {!list.ok && (
          <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={here}>Start again</LinkButton>}>
            {list.problem.detail}
          </Callout>
        )}
        {list.ok && list.answer.items.length === 0 && <EmptyState title="Nothing here">{state === null ? 'What happens from now on is sent and listed here. A test event shows whether it arrives.' : 'No delivery is in this state.'}</EmptyState>}
        {list.ok && list.answer.items.length > 0 && (
          <>
            <DeliveriesTable endpointId={endpointId} deliveries={list.answer.items} now={now.toISOString()} replay={mayChange ? replayDelivery : undefined} disabledReason={off} />
            <ForwardPager
              shown={list.answer.items.length}
              noun={['delivery', 'deliveries']}
              firstHref={cursor === null ? undefined : here}
              nextHref={list.answer.next === null ? undefined : hrefOf({ ...(state !== null && { state }), cursor: list.answer.next })}
            />
          </>
        )}
      </Panel>
    </div>
  );
}

function factsOf(webhook: WebhookView, now: string) {
  const { url, eventTypes, createdBy, createdAt, failingSince, formerSignsUntil, week } = webhook;
  return [
    { label: 'State', value: <WebhookState webhook={webhook} /> },
    { label: 'Address', value: <code className="font-mono text-xs break-all">{url}</code> },
    { label: 'Events', value: eventWords(eventTypes) },
    ...(failingSince === null ? [] : [{ label: 'Nothing has arrived since', value: <Instant at={failingSince} now={now} format="both" /> }]),
    ...(formerSignsUntil === null ? [] : [{ label: 'The secret before signs until', value: <Instant at={formerSignsUntil} now={now} format="both" /> }]),
    { label: 'In 7 days', value: `${week.delivered.toLocaleString('en-US')} delivered, ${week.failed.toLocaleString('en-US')} failed, ${week.waiting.toLocaleString('en-US')} waiting` },
    { label: 'Added', value: <>By {createdBy.name}, <Instant at={createdAt} now={now} format="date" /></> },
  ];
}
