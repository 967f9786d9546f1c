import { termStart } from '@/lib/domain/audience-term';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { nameAudience, resolveAudience } from '@/lib/people/resolve-audience';
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
  const audience = audienceOf(site);
  const { named } = await nameAudience(tx, audience, await resolveAudience(tx, audience, site.owner?.id ?? null));
  const { superseded, suspended, fallback } = termStart(standing, named, granted.until);
  await moveTerms(tx, superseded, 'superseded', now);
  if (suspended !== null) await moveTerms(tx, [suspended], 'suspended', now);
  if (granted.until !== null && fallback !== null) {
    await insertTerm(tx, { siteId: site.id, requestId: granted.requestId, startsAt: now, endsAt: granted.until, fallback });
    await tellOfTerms(tx, [site.id], { now, settings });
  }
}
