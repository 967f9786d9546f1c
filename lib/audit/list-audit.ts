import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { eventTypes, type EventType } from '@/lib/domain/events';
import { instant } from '@/lib/domain/text';
import type { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { auditBodySchema } from './audit-body';

const types = Object.keys(eventTypes) as [EventType, ...EventType[]];

/** How the audit log is filtered; list and export share it. Intervals are half-open: `from` is in, `to` is not. */
export const auditFilterSchema = z.strictObject({
  type: z.enum(types, { error: 'There is no event of this type.' }).optional(),
  /** A Site's id. */
  site: z.uuid().optional(),
  /** A person's id. */
  actor: z.uuid().optional(),
  request: z.uuid().optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditFilter = z.output<typeof auditFilterSchema>;

export const auditEventShape = auditBodySchema.extend({ seq: z.int(), prevHash: z.string(), hash: z.string() });
export type AuditEventView = z.infer<typeof auditEventShape>;
export const auditListShape = z.object({ items: z.array(auditEventShape), next: z.string().nullable() });

export function auditWhere(filter: AuditFilter): Prisma.AuditEventWhereInput {
  return {
    ...(filter.type === undefined ? {} : { type: filter.type }),
    ...(filter.site === undefined ? {} : { siteId: filter.site }),
    ...(filter.actor === undefined ? {} : { actorId: filter.actor }),
    ...(filter.request === undefined ? {} : { requestId: filter.request }),
    ...(filter.from === undefined && filter.to === undefined
      ? {}
      : { at: { ...(filter.from === undefined ? {} : { gte: filter.from }), ...(filter.to === undefined ? {} : { lt: filter.to }) } }),
  };
}

export function toAuditEvent(row: { seq: bigint; body: string; prevHash: string; hash: string }): AuditEventView {
  return { ...auditBodySchema.parse(JSON.parse(row.body)), seq: Number(row.seq), prevHash: row.prevHash, hash: row.hash };
}

/** The audit log, newest first. */
export const listAuditEvents = query({
  name: 'audit.list',
  input: auditFilterSchema.extend(pageSchema),
  may: (actor) => judge('audit.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { limit, cursor: cursorText, ...filter }) => {
    const binding = cursorBinding('audit', filter);
    const cursor = readCursor(cursorText, binding, ['whole']);
    const before = cursor === null ? null : BigInt(Number(cursor.keys[0]));
    const rows = await prisma.auditEvent.findMany({
      where: { AND: [auditWhere(filter), before === null ? {} : { seq: { lt: before } }] },
      orderBy: { seq: 'desc' },
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(toAuditEvent);
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.seq], backward: false }) : null;
    return { items, next };
  },
});
