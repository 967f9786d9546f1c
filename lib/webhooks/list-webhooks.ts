import { subDays } from 'date-fns';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { formerSecretUntil, hostOf } from '@/lib/domain/webhook';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import { mayChange } from './load-webhook';
import type { WebhookView } from './webhook-shape';

/** All endpoints with how they fare, or one of them. Those who may not change them see no more of an address than its host. */
export const listWebhooks = query({
  name: 'webhook.list',
  input: z.strictObject({}),
  may: (actor) => judge('webhook.list', roleStandings(actor)),
  visible: (actor) => ({ addresses: mayChange(actor).allowed }),
  load: async (db, _input, visible, { now }) => ({ items: await readWebhooks(db, visible, now), next: null }),
});

/** One endpoint, for its page. */
export const getWebhook = query({
  name: 'webhook.list',
  input: z.strictObject({ endpointId: z.uuid() }),
  may: (actor) => judge('webhook.list', roleStandings(actor)),
  visible: (actor) => ({ addresses: mayChange(actor).allowed }),
  load: async (db, { endpointId }, visible, { now }) => (await readWebhooks(db, visible, now, endpointId))[0] ?? null,
});

async function readWebhooks({ prisma }: Database, { addresses }: { addresses: boolean }, now: Date, id?: string): Promise<WebhookView[]> {
  const which = id === undefined ? {} : { endpointId: id };
  const [rows, counts, last] = await Promise.all([
    prisma.webhookEndpoint.findMany({ where: id === undefined ? {} : { id }, include: { createdBy: { select: { id: true, name: true } } }, orderBy: { createdAt: 'asc' } }),
    prisma.webhookDelivery.groupBy({ by: ['endpointId', 'state'], where: { ...which, createdAt: { gte: subDays(now, 7) } }, _count: true }),
    prisma.webhookDelivery.groupBy({ by: ['endpointId'], where: which, _max: { deliveredAt: true } }),
  ]);
  const count = (endpointId: string, state: string) => counts.find((each) => each.endpointId === endpointId && each.state === state)?._count ?? 0;
  return rows.map((row) => ({
    id: row.id,
    url: addresses ? row.url : `${new URL(row.url).protocol}//${hostOf(row.url)}/…`,
    description: row.description,
    eventTypes: row.eventTypes,
    isOn: row.disabledAt === null,
    disabledReason: row.disabledReason,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    formerSignsUntil: formerSecretUntil(row.secretRotatedAt, now)?.toISOString() ?? null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastDeliveredAt: last.find(({ endpointId }) => endpointId === row.id)?._max.deliveredAt?.toISOString() ?? null,
    week: { delivered: count(row.id, 'delivered'), failed: count(row.id, 'failed'), waiting: count(row.id, 'waiting') },
    revision: row.revision,
  }));
}
