import type { Reader } from '@/lib/db/client';
import { auditBodySchema } from './audit-body';

const entriesShown = 100;

export type TimelineRow = {
  seq: number;
  at: string;
  type: string;
  actor: { id: string | null; name: string };
  via: string;
  reason: string | null;
  changes: Record<string, { before: unknown; after: unknown }>;
  data: Record<string, unknown>;
};

/** The last events of a Site, a hundred unless told otherwise, newest first. */
export async function readTimeline(db: Reader, siteId: string, take = entriesShown): Promise<TimelineRow[]> {
  const rows = await db.auditEvent.findMany({ where: { siteId }, orderBy: { seq: 'desc' }, take });
  return rows.map((row) => {
    const body = auditBodySchema.parse(JSON.parse(row.body));
    return {
      seq: Number(row.seq),
      at: body.at,
      type: body.type,
      actor: { id: body.actor.id, name: body.actor.name },
      via: body.via,
      reason: body.reason,
      changes: body.changes,
      data: body.data,
    };
  });
}
