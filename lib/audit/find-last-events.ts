import type { EventType } from '@/lib/domain/events';
import type { Reader } from '@/lib/db/client';
import { auditBodySchema } from './audit-body';

type LastEvent = { at: string; actor: string; data: Record<string, unknown> };

/** The last event of one type about each of some Sites, by the Site's id; those without one are left out. */
export async function findLastEvents(db: Reader, type: EventType, siteIds: readonly string[]): Promise<Map<string, LastEvent>> {
  const rows = await db.$queryRaw<{ id: string; body: string }[]>`
    SELECT s.id::text, e.body FROM unnest(${[...siteIds]}::uuid[]) s (id)
    CROSS JOIN LATERAL (SELECT a.body FROM audit_event a WHERE a.site_id = s.id AND a.type = ${type} ORDER BY a.seq DESC LIMIT 1) e`;
  return new Map(
    rows.map(({ id, body }) => {
      const { at, actor, data } = auditBodySchema.parse(JSON.parse(body));
      return [id, { at, actor: actor.name, data }];
    }),
  );
}
