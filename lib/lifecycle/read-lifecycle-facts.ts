import { addDays, max } from 'date-fns';
import { MAX, NIL } from 'uuid';
import type { LifecycleFacts } from '@/lib/domain/sweep';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';

const { sql } = Prisma;

export type LifecycleRow = { id: string; slug: string; title: string; facts: LifecycleFacts };

/** A row as it comes: without names, which would be most of what is sent, and with instants as text. */
type Stored = [
  id: string, slug: string, title: string, state: LifecycleFacts['state'], classification: LifecycleFacts['classification'], audience: LifecycleFacts['audience'],
  expiresAt: string | null, reviewDueAt: string | null, lastVisitedAt: string | null, keptAt: string | null,
  disabledAt: string | null, disabledReason: LifecycleFacts['disabledReason'], onLegalHold: boolean, askedAt: string | null, dueAt: string | null,
];

/** What a look at some Sites found, and the last of them that was looked at; null once there are no more. */
export type LifecyclePage = { rows: LifecycleRow[]; through: string | null };

/** What is looked for: also the reminders, only what the lifecycle does by itself or asks, or only what it does. */
export type LookedFor = 'reminders' | 'questions' | 'actions';

export type Look = { after: string | null; /** The last that is looked at; unset or null: to the end. */ until?: string | null; limit: number; now: Date; settings: Settings; lookFor: LookedFor };

/**
 * Looks at the next `limit` Sites, in the order of their ids after `after` up to `until`, and reads those about which the lifecycle may
 * have something to do as of `now`. It walks along the narrow rows that lists are made of and picks a little too many: what
 * is due, the rules say. Reminders and questions that were made already are no reason to read a Site: most of the time that
 * is all there is. The Sites are counted off first: to look for so many that are due would read all of them each time.
 */
export async function readLifecycleFacts(db: Reader, { after, until = null, limit, now, settings, lookFor }: Look): Promise<LifecyclePage> {
  const from = after ?? NIL;
  const [near, due] = conditions(settings, now, lookFor);
  const [page] = await db.$queryRaw<{ looked: number; through: string | null; facts: string | null }[]>`
    WITH page AS MATERIALIZED (
      SELECT site_id FROM site_index WHERE site_id > ${from}::uuid AND site_id <= ${until ?? MAX}::uuid ORDER BY site_id LIMIT ${limit}
    ), last AS MATERIALIZED (
      SELECT site_id FROM page ORDER BY site_id DESC LIMIT 1
    )
    SELECT (SELECT count(*)::int FROM page) AS looked, (SELECT site_id::text FROM last) AS through,
           (SELECT json_agg(f.facts)::text FROM (
              SELECT json_build_array(s.id, s.slug, s.title, i.state, i.classification, i.audience, i.expires_at, i.review_due_at, i.last_visited_at,
                       s.kept_at, s.disabled_at, s.disabled_reason, s.legal_hold_at IS NOT NULL, q.made_at, q.due_at) AS facts
                FROM site_index i JOIN site s ON s.id = i.site_id
                -- The latest question whether the Site is still needed; looked up where nobody visits it.
                LEFT JOIN LATERAL (
                  SELECT r.made_at, r.due_at FROM reminder r
                   WHERE r.site_id = i.site_id AND r.kind = 'inactivity' AND i.last_visited_at <= ${unvisitedSince(settings, now)}
                   ORDER BY r.made_at DESC LIMIT 1
                ) q ON true
               WHERE i.site_id > ${from}::uuid AND i.site_id <= (SELECT site_id FROM last) AND ${near} AND ${due}
               ORDER BY i.site_id
           ) f) AS facts`;
  return { rows: toRows(page?.facts ?? null), through: page === undefined || page.looked < limit ? null : page.through };
}

function unvisitedSince({ inactiveDays }: Settings, now: Date): Date {
  return addDays(now, -Math.min(...Object.values(inactiveDays)));
}

/** What the narrow row alone can tell, which is asked first, and what it takes the record and the reminders to tell. */
function conditions(settings: Settings, now: Date, lookFor: LookedFor): [near: Prisma.Sql, due: Prisma.Sql] {
  const reminded = lookFor === 'reminders';
  // A Site that is in use renews by itself, where the settings say so, on the day before its expiry.
  const closing = addDays(now, Object.values(settings.renewsItselfDays).some((days) => days > 0) ? 1 : -Math.min(...Object.values(settings.graceDays)));
  const silent = addDays(now, -settings.reviewGraceDays);
  const soon = addDays(now, Math.max(...settings.reminderDays));
  const disabledBefore = addDays(now, -Math.min(...Object.values(settings.retireAfterDays)));
  const unvisited = sql`i.state = 'live' AND i.last_visited_at <= ${unvisitedSince(settings, now)}`;
  const retires = sql`s.disabled_at <= ${disabledBefore} AND s.disabled_reason IN ('expired', 'inactive', 'owner_departed')`;
  const answerable = sql`q.made_at > greatest(i.last_visited_at, s.kept_at)`;
  return [
    sql`(i.state = 'disabled' OR (i.state IN ('draft', 'live') AND (
      i.expires_at <= ${reminded ? soon : closing} OR i.review_due_at <= ${reminded ? soon : silent} OR (${unvisited}))))`,
    sql`((i.state = 'disabled' AND ${retires}) OR (i.state IN ('draft', 'live') AND (
      i.expires_at <= ${closing} OR i.review_due_at <= ${silent}
      OR (${unvisited} AND (${answerable} AND q.due_at <= ${now} ${lookFor === 'actions' ? Prisma.empty : sql`OR (${answerable}) IS NOT TRUE`}))
      ${reminded ? sql`OR ${isToRemind('expiry', sql`i.expires_at`, settings, now)} OR ${isToRemind('review', sql`i.review_due_at`, settings, now)}` : Prisma.empty})))`,
  ];
}

/** Whether a date has come to a distance of which nobody was reminded yet: an index look-up for each, however many there are. */
function isToRemind(kind: 'expiry' | 'review', at: Prisma.Sql, { reminderDays }: Settings, now: Date): Prisma.Sql {
  const until = reminderDays.map((days) => addDays(now, days));
  return sql`(${at} <= ${max(until)} AND (
    SELECT r.id FROM reminder r
     WHERE r.site_id = i.site_id AND r.kind = ${kind}::"ReminderKind" AND r.due_at = ${at}
       AND r.days_before = CASE WHEN ${at} <= ${now} THEN 0 ELSE (SELECT min(d.days) FROM unnest(${reminderDays}::int[], ${until}::timestamptz[]) AS d (days, until) WHERE ${at} <= d.until) END
  ) IS NULL)`;
}

function toRows(facts: string | null): LifecycleRow[] {
  return (JSON.parse(facts ?? '[]') as Stored[]).map((stored) => {
    const [id, slug, title, state, classification, audience, expiresAt, reviewDueAt, lastVisitedAt, keptAt, disabledAt, disabledReason, onLegalHold, askedAt, dueAt] = stored;
    return {
      id,
      slug,
      title,
      facts: {
        state,
        classification,
        audience,
        expiresAt: toDate(expiresAt),
        reviewDueAt: toDate(reviewDueAt),
        lastVisitedAt: toDate(lastVisitedAt),
        keptAt: toDate(keptAt),
        disabledAt: toDate(disabledAt),
        disabledReason,
        onLegalHold,
        inactivity: askedAt === null || dueAt === null ? null : { askedAt: new Date(askedAt), dueAt: new Date(dueAt) },
      },
    };
  });
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
