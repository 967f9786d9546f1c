import { z } from 'zod';
import type { AudienceMode } from '@/lib/domain/audience';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

export type OwnEnding = { id: string; slug: string; title: string; /** ISO 8601. */ endsAt: string; /** What the audience falls back to. */ fallback: AudienceMode };

/** The widenings of one's own Sites that end by themselves, the next one first. */
export const listOwnEndings = query({
  name: 'site.list',
  input: z.strictObject({ limit: z.int().min(1).max(50) }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: ({ personId }) => personId,
  load: async ({ prisma }, { limit }, personId): Promise<OwnEnding[]> => {
    const rows = await prisma.$queryRaw<(Omit<OwnEnding, 'endsAt'> & { endsAt: Date })[]>`
      SELECT s.id::text, s.slug, s.title, t.ends_at AS "endsAt", t.fallback->>'mode' AS fallback
        FROM site s JOIN audience_term t ON t.site_id = s.id AND t.state = 'active'
       WHERE s.owner_id = ${personId}::uuid AND s.audience <> 'admins_only' AND s.state <> 'retired'
       ORDER BY t.ends_at, s.id LIMIT ${limit}`;
    return rows.map(({ endsAt, ...row }) => ({ ...row, endsAt: endsAt.toISOString() }));
  },
});
