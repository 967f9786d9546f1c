import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { deliveryStates } from '@/lib/domain/webhook';
import { auditBodySchema } from '@/lib/audit/audit-body';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import type { DeliveryView } from './webhook-shape';

/** What was sent to an endpoint or waits to be, newest event first, with its attempts. */
export const listWebhookDeliveries = query({
  name: 'webhook.list',
  input: z.strictObject({ endpointId: z.uuid(), state: z.enum(deliveryStates, `Choose from ${deliveryStates.join(', ')}.`).optional(), ...pageSchema }),
  may: (actor) => judge('webhook.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { endpointId, state, limit, cursor: cursorText }) => {
    if ((await prisma.webhookEndpoint.count({ where: { id: endpointId } })) === 0) return null;
    const binding = cursorBinding('webhook-deliveries', { endpointId, state });
    const cursor = readCursor(cursorText, binding, ['whole']);
    const rows = await prisma.webhookDelivery.findMany({
      where: { endpointId, ...(state !== undefined && { state }), ...(cursor !== null && { eventSeq: { lt: BigInt(Number(cursor.keys[0])) } }) },
      include: { attempts: { orderBy: { at: 'desc' }, take: 20 } },
      orderBy: { eventSeq: 'desc' },
      take: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const events = await prisma.auditEvent.findMany({ where: { seq: { in: shown.map(({ eventSeq }) => eventSeq) } }, select: { seq: true, body: true } });
    const bodies = new Map(events.map(({ seq, body }) => [seq, auditBodySchema.parse(JSON.parse(body))]));
    const items = shown.flatMap((row): DeliveryView[] => {
      const event = bodies.get(row.eventSeq);
      if (event === undefined) return [];
      return [
        {
          id: row.id,
          messageId: event.id,
          type: event.type,
          site: event.site,
          state: row.state,
          happenedAt: event.at,
          deliveredAt: row.deliveredAt?.toISOString() ?? null,
          nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
          attempts: row.attempts.map(({ at, status, error, durationMs }) => ({ at: at.toISOString(), status, error, durationMs })),
        },
      ];
    });
    const last = shown.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [Number(last.eventSeq)], backward: false }) : null;
    return { items, next };
  },
});
