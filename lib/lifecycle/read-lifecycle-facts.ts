import { addDays } from 'date-fns';
import type { LifecycleFacts } from '@/lib/domain/sweep';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';

const { sql } = Prisma;

export type LifecycleRow = { id: string; slug: string; title: string; facts: LifecycleFacts };

type Stored = { id: string; slug: string; title: string } & {
  [Key in keyof LifecycleFacts]: LifecycleFacts[Key] extends Date | null ? string | null : LifecycleFacts[Key];
} & { inactivity: { askedAt: string; dueAt: string } | null };

/** What a look at some Sites found, and the last of them that was looked at; null once there are no more. */
export type LifecyclePage = { rows: LifecycleRow[]; through: string | null };

/**
 * Looks at the next `limit` Sites, in the order of their ids after `after`, and reads those about which the lifecycle may
 * have something to do as of `now`. It reads the narrow rows that lists are made of and picks a little too many: what is
 * due, the rules say. The Sites are counted off first: to look for so many that are due would read all of them each time.
 */
export async function readLifecycleFacts(
  db: Reader,
  { after, limit, now, settings }: { after: string | null; limit: number; now: Date; settings: Settings },
): Promise<LifecyclePage> {
  const soon = addDays(now, Math.max(...settings.reminderDays));
  const unvisitedSince = addDays(now, -Math.min(...Object.values(settings.inactiveDays)));
  const disabledBefore = addDays(now, -Math.min(...Object.values(settings.retireAfterDays)));
  const [page] = await db.$queryRaw<{ looked: number; through: string | null; facts: string | null }[]>`
    WITH page AS MATERIALIZED (
      SELECT site_id FROM site_index WHERE ${after}::uuid IS NULL OR site_id > ${after}::uuid ORDER BY site_id LIMIT ${limit}
    )
    SELECT (SELECT count(*)::int FROM page) AS looked, (SELECT site_id::text FROM page ORDER BY site_id DESC LIMIT 1) AS through,
           (SELECT json_agg(f)::text FROM (
              SELECT ${columns}
                FROM page JOIN site_index i USING (site_id) JOIN site s ON s.id = i.site_id
               WHERE ((i.state IN ('draft', 'live') AND (i.expires_at <= ${soon} OR i.review_due_at <= ${soon} OR i.last_visited_at <= ${unvisitedSince}))
                  OR (i.state = 'disabled' AND s.disabled_at <= ${disabledBefore} AND s.disabled_reason IN ('expired', 'inactive', 'owner_departed')))
               ORDER BY s.id
           ) f) AS facts`;
  return { rows: toRows(page?.facts ?? null), through: page === undefined || page.looked < limit ? null : page.through };
}

const columns = sql`
  s.id, s.slug, s.title, i.state, i.classification, i.audience, i.expires_at AS "expiresAt", i.review_due_at AS "reviewDueAt",
  i.last_visited_at AS "lastVisitedAt", s.kept_at AS "keptAt", s.disabled_at AS "disabledAt", s.disabled_reason AS "disabledReason",
  s.legal_hold_at IS NOT NULL AS "onLegalHold",
  (SELECT json_build_object('askedAt', r.made_at, 'dueAt', r.due_at) FROM reminder r
    WHERE r.site_id = s.id AND r.kind = 'inactivity' ORDER BY r.made_at DESC LIMIT 1) AS inactivity`;

function toRows(facts: string | null): LifecycleRow[] {
  return (JSON.parse(facts ?? '[]') as Stored[]).map(({ id, slug, title, ...facts }) => ({
    id,
    slug,
    title,
    facts: {
      ...facts,
      expiresAt: toDate(facts.expiresAt),
      reviewDueAt: toDate(facts.reviewDueAt),
      lastVisitedAt: toDate(facts.lastVisitedAt),
      keptAt: toDate(facts.keptAt),
      disabledAt: toDate(facts.disabledAt),
      inactivity: facts.inactivity === null ? null : { askedAt: new Date(facts.inactivity.askedAt), dueAt: new Date(facts.inactivity.dueAt) },
    },
  }));
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** The same of a Site that is locked, as it stands now; what was asked about it is known from before. */
export function toLifecycleFacts(site: SiteFacts, inactivity: LifecycleFacts['inactivity']): LifecycleFacts {
  return {
    state: site.state,
    classification: site.classification,
    audience: site.audience.mode,
    expiresAt: site.expiresAt,
    reviewDueAt: site.reviewDueAt,
    lastVisitedAt: site.lastVisitedAt,
    keptAt: site.keptAt,
    disabledAt: site.disabled?.at ?? null,
    disabledReason: site.disabled?.reason ?? null,
    onLegalHold: site.legalHold !== null,
    inactivity,
  };
}
