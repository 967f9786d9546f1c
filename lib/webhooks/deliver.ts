import { v7 as uuidv7 } from 'uuid';
import { reasonToDisable, webhookSubject } from '@/lib/domain/webhook';
import { record } from '@/lib/audit/record';
import type { Database, Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { enqueue } from '@/lib/jobs/queue';
import { notify } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import { messageOf } from './message';
import { signedHeaders } from './secret';
import { sendMessage, type Outcome, type SendOptions } from './send';
import { claimDue, forgetOldDeliveries, settleAttempt, soonestDue, takeEvents, takeSize, updateEndpoint, type Claim, type Settled } from './write';

/** Milliseconds after which a run leaves the rest to the next one, so that other jobs have their turn. */
const runMs = 20_000;

export type DeliverOptions = SendOptions & {
  /** Aborted when the worker is told to stop. */
  signal: AbortSignal;
  clock: () => Date;
  authSecret: string;
  /** A number from 0 to 1 that spreads retries. */
  chance?: () => number;
};

/**
 * Takes new events of the audit chain to every endpoint and sends what is due. Any number of these may run beside each
 * other, and each may be killed at any moment: a message that was sent but not marked is sent again under the same id.
 * The endpoints are served at the same time and wait for nobody but themselves.
 */
export async function deliverWebhooks(db: Database, options: DeliverOptions): Promise<void> {
  const endpoints = await db.prisma.webhookEndpoint.findMany({ where: { disabledAt: null }, select: { id: true } });
  const until = performance.now() + runMs;
  const isOver = (): boolean => options.signal.aborted || performance.now() > until;
  const steps = oneAtATime(db);
  const left = await Promise.all(endpoints.map(({ id }) => serveEndpoint(id, steps, options, isOver)));
  await steps(async (tx) => {
    await forgetOldDeliveries(tx, options.clock());
    if (left.some(Boolean)) return enqueue(tx, 'deliver-webhooks', {}, { key: 'all' });
    const at = await soonestDue(tx, options.clock());
    // A key of its own: it must not put off what an event asks for at once.
    if (at !== null) await enqueue(tx, 'deliver-webhooks', {}, { key: 'soon', at });
  });
}

type Steps = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;

/** One transaction at a time: however many endpoints a run asks at once, it holds one connection. */
function oneAtATime(db: Database): Steps {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(() => inTransaction(db, work));
    last = next.catch(() => undefined);
    return next;
  };
}

/** Answers whether something is left to do. */
async function serveEndpoint(id: string, steps: Steps, options: DeliverOptions, isOver: () => boolean): Promise<boolean> {
  for (;;) {
    const looked = await steps((tx) => takeEvents(tx, id, options.clock()));
    const claims = await steps((tx) => claimDue(tx, id, options.clock()));
    await Promise.all(claims.map((claim) => deliver(id, claim, steps, options)));
    if (claims.length === 0 && looked < takeSize) return false;
    if (isOver()) return true;
  }
}

async function deliver(endpointId: string, claim: Claim, steps: Steps, options: DeliverOptions): Promise<void> {
  const { chance = Math.random, clock, authSecret } = options;
  const at = clock();
  const { messageId, body } = messageOf({ seq: claim.seq, id: claim.eventId, body: claim.body });
  const headers = signedHeaders(authSecret, { ...claim, id: endpointId }, { messageId, body, now: at });
  const outcome = await sendMessage({ url: claim.url, headers, body }, options);
  await steps(async (tx) => {
    const now = clock();
    const settled = await settleAttempt(tx, endpointId, claim.deliveryId, outcome, { at, now, chance: chance() });
    if (settled !== null) await disableIfLasting(tx, settled, outcome, now);
  });
}

/** Switches off an endpoint where nothing arrives any more, and tells whoever answers for it. */
async function disableIfLasting(tx: Tx, { endpoint, hasFailed }: Settled, { status }: Outcome, now: Date): Promise<void> {
  if (!hasFailed || endpoint.disabledAt !== null || endpoint.failingSince === null) return;
  const reason = reasonToDisable(status, endpoint.failingSince, now);
  if (reason === null) return;
  const { id, url, description, eventTypes, secretVersion, revision } = endpoint;
  const facts = { id, url, description, eventTypes, secretVersion, revision };
  await updateEndpoint(tx, { ...facts, disabledAt: now, disabledReason: reason }, { before: endpoint, now });
  const subject = webhookSubject(endpoint);
  const lines = [
    `${reason} So nothing more is sent to ${subject.name}.`,
    'Repair the receiver, switch the endpoint on again, then send again what it missed.',
  ];
  const people = await toTell(tx, endpoint.createdById);
  await notify(
    tx,
    people.map((personId) => ({
      personId,
      kind: 'alert' as const,
      occasion: `webhook_disabled ${id} ${revision}`,
      title: `The webhook ${subject.name} is switched off`,
      message: { lines, action: { label: 'See its deliveries', href: `/settings/webhooks/${id}` } },
    })),
    now,
  );
  await record(tx, [{ type: 'webhook.disabled', subject, reason }], { actor: systemActor('Webhooks', { via: 'job', correlationId: uuidv7() }), now });
}

/** Whoever made the endpoint, while they can do something about it; else every admin. */
async function toTell(tx: Tx, createdById: string): Promise<string[]> {
  const admins = await listAdminIds(tx);
  return admins.includes(createdById) ? [createdById] : admins;
}
