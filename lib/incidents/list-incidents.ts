import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import type { IncidentList } from './incident-shape';
import { readIncidents } from './read-incidents';

const { sql } = Prisma;

const listIncidentsSchema = z.strictObject({
  /** `unclaimed`: open, and nobody has taken it on. */
  state: z.enum(['open', 'unclaimed', 'closed']).optional(),
  /** A Site's id. */
  site: z.uuid().optional(),
  ...pageSchema,
});

/** As its index has it. */
const rank = sql`(CASE WHEN closed_at IS NOT NULL THEN 2 WHEN observed_mode = 'public' THEN 0 ELSE 1 END)`;
const conditions = { open: sql`closed_at IS NULL`, unclaimed: sql`closed_at IS NULL AND acknowledged_at IS NULL`, closed: sql`closed_at IS NOT NULL` };

/** Drift incidents: open ones first, of those the public ones, then the newest. */
export const listIncidents = query({
  name: 'incident.list',
  input: listIncidentsSchema,
  may: (actor) => judge('incident.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, _visible, { now }): Promise<IncidentList> => {
    const binding = cursorBinding('incidents', search);
    const cursor = readCursor(cursorText, binding, ['whole', 'instant', 'uuid']);
    const where = [
      search.state === undefined ? sql`true` : conditions[search.state],
      ...(search.site === undefined ? [] : [sql`site_id = ${search.site}::uuid`]),
      ...(cursor === null ? [] : [after(Number(cursor.keys[0]), new Date(String(cursor.keys[1])), String(cursor.keys[2]))]),
    ];
    const rows = await prisma.$queryRaw<{ id: string; rank: number; openedAt: Date }[]>`
      SELECT id::text, ${rank} AS rank, opened_at AS "openedAt" FROM drift_incident
       WHERE ${Prisma.join(where, ' AND ')} ORDER BY ${rank}, opened_at DESC, id DESC LIMIT ${limit + 1}`;
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.rank, last.openedAt.toISOString(), last.id], backward: false }) : null;
    return { items: await readIncidents(prisma, shown.map(({ id }) => id), now), next };
  },
});

function after(last: number, openedAt: Date, id: string): Prisma.Sql {
  return sql`${rank} >= ${last}::bigint AND (${rank} > ${last}::bigint OR (opened_at, id) < (${openedAt}::timestamptz, ${id}::uuid))`;
}

export type IncidentCounts = { open: number; unclaimed: number; public: number };

/** How many incidents are open, and how many of them nobody has taken on or are open to the internet. */
export const countIncidents = query({
  name: 'incident.list',
  input: z.strictObject({}),
  may: (actor) => judge('incident.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }): Promise<IncidentCounts> => {
    const [counts] = await prisma.$queryRaw<IncidentCounts[]>`
      SELECT count(*)::int AS open, count(*) FILTER (WHERE acknowledged_at IS NULL)::int AS unclaimed,
             count(*) FILTER (WHERE observed_mode = 'public')::int AS public
        FROM drift_incident WHERE closed_at IS NULL`;
    return counts ?? { open: 0, unclaimed: 0, public: 0 };
  },
});
