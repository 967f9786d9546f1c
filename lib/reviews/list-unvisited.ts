import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { Prisma } from '@/lib/db/generated/client';
import { readSettings } from '@/lib/settings/get-settings';
import { inactiveBefore, isInactiveSince } from '@/lib/sites/inactive-before';

export type UnvisitedView = {
  id: string;
  slug: string;
  title: string;
  revision: number;
  expiresAt: string | null;
  /** Since when nobody visited or spoke for it. */
  since: string;
  /** Until when an answer is waited for; null while nobody was asked yet. */
  answerBy: string | null;
};

const shown = 100;

/** One's own live Sites that nobody visits, the longest forgotten first. Sites without visit data are never among them. */
export const listUnvisited = query({
  name: 'review.list',
  input: z.strictObject({}),
  may: (actor) => judge('review.list', roleStandings(actor)),
  visible: (actor) => actor.personId,
  load: async ({ prisma }, _input, me, { now }): Promise<{ items: UnvisitedView[] }> => {
    const { settings } = await readSettings(prisma);
    const rows = await prisma.$queryRaw<{ id: string; slug: string; title: string; revision: number; expiresAt: Date | null; since: Date; answerBy: Date | null }[]>`
      SELECT s.id::text, s.slug, s.title, s.revision, s.expires_at AS "expiresAt", q.since,
             (SELECT r.due_at FROM reminder r WHERE r.site_id = s.id AND r.kind = 'inactivity' AND r.made_at > q.since ORDER BY r.made_at DESC LIMIT 1) AS "answerBy"
        FROM site_index i JOIN site s ON s.id = i.site_id CROSS JOIN LATERAL (SELECT greatest(s.last_visited_at, s.kept_at) AS since) q
       WHERE i.owner_id = ${me}::uuid AND i.state = 'live' AND i.last_visited_at IS NOT NULL AND ${isInactiveSince(Prisma.sql`q.since`, inactiveBefore(settings, now))}
       ORDER BY q.since, s.id LIMIT ${shown}`;
    return {
      items: rows.map((row) => ({ ...row, expiresAt: row.expiresAt?.toISOString() ?? null, since: row.since.toISOString(), answerBy: row.answerBy?.toISOString() ?? null })),
    };
  },
});
