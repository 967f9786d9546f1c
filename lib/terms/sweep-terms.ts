import { addUtcDays } from '@/lib/domain/utc-day';
import { isQuiet } from '@/lib/domain/settings';
import { firstLoudDay } from '@/lib/domain/sweep';
import type { Tx } from '@/lib/db/client';
import { onceMore, type StepContext, type StepResult } from '@/lib/lifecycle/sweep-step';
import { tellIncidents } from '@/lib/incidents/tell-incidents';
import { openReReviews } from '@/lib/requests/open-re-reviews';
import { endTerms } from './end-terms';
import { tellOfTerms } from './tell-of-terms';

/**
 * Lets audiences fall back whose time is over; once there are none left, tells of those whose time comes near. Then it takes
 * up what a job should have: changes of open Sites, and incidents that nobody was told of.
 */
export async function sweepTerms(tx: Tx, context: StepContext, _cursor: string | null, size: number): Promise<StepResult> {
  const { found, fellBack, events } = await endTerms(tx, context, size);
  if (found > 0) return { cursor: onceMore, did: { fell_back: fellBack, terms_ended: found }, events };
  const siteIds = await sitesToTellOf(tx, context, size);
  const told = await tellOfTerms(tx, siteIds, context);
  const reReviews = await openReReviews(tx, context, size);
  const incidents = await tellIncidents(tx, context, size);
  const isThrough = [siteIds.length, reReviews.found, incidents.found].every((rows) => rows < size);
  return {
    cursor: isThrough ? null : onceMore,
    did: { terms_told: told, re_reviews: reReviews.opened, incidents_told: incidents.found },
    events: [...reReviews.events, ...incidents.events],
  };
}

/** The Sites with a term that is to be told of now, as `noticeDue` says it. */
async function sitesToTellOf(tx: Tx, { now, settings }: StepContext, size: number): Promise<string[]> {
  const days = settings.termNoticeDays;
  // On a quiet day only what is over before the next other day.
  const until = isQuiet(settings, now) ? firstLoudDay(settings, now) : addUtcDays(now, Math.max(...days));
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT t.site_id::text AS id FROM audience_term t JOIN site s ON s.id = t.site_id AND s.state <> 'retired'
     WHERE t.state IN ('active', 'suspended') AND t.ends_at > ${now} AND t.ends_at <= ${until}
       AND (SELECT min(d) FROM unnest(${days}::int[]) d WHERE t.ends_at <= ${now}::timestamptz + make_interval(days => d)) < coalesce(t.told_days, 2147483647)
     ORDER BY id LIMIT ${size}`;
  return rows.map(({ id }) => id);
}
