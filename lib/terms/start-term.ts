import { termStart } from '@/lib/domain/audience-term';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { NamedAudience } from '@/lib/domain/request';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { nameAudience } from '@/lib/people/resolve-audience';
import { fallBackOf, resolvedNow } from './fall-back-of';
import { tellOfTerms } from './tell-of-terms';
import { readStandingTerms } from './read-terms';
import { insertTerm, moveTerms } from './write';

/**
 * Begins the term of a widening in the transaction that approves it, once its audience is written: `site` is as it was
 * before. `until` null: it is for good, and ends the terms that stand. Where it ends soon, people are told at once.
 */
export async function startTerm(tx: Tx, site: SiteFacts, granted: { requestId: string; until: Date | null }, { now, settings }: { now: Date; settings: Settings }): Promise<void> {
  const standing = (await readStandingTerms(tx, [site.id])).get(site.id) ?? [];
  if (granted.until === null && standing.length === 0) return;
  const { superseded, suspended, handedOn } = termStart(standing, granted.until);
  await moveTerms(tx, superseded, 'superseded', now);
  if (suspended !== null) await moveTerms(tx, [suspended], 'suspended', now);
  if (granted.until !== null) {
    const fallback = await fallbackFrom(tx, site, handedOn);
    await insertTerm(tx, { siteId: site.id, requestId: granted.requestId, startsAt: now, endsAt: granted.until, fallback });
    await tellOfTerms(tx, [site.id], { now, settings });
  }
}

/** What is left of the audience before the widening, by name, once those have ended that would have ended before it does. */
async function fallbackFrom(tx: Tx, site: SiteFacts, handedOn: readonly NamedAudience[]): Promise<NamedAudience> {
  const ownerId = site.owner?.id ?? null;
  let left = await resolvedNow(tx, audienceOf(site), ownerId);
  for (const fallback of handedOn) left = (await fallBackOf(tx, left, fallback, ownerId)) ?? left;
  return (await nameAudience(tx, left.audience, left.resolved)).named;
}
