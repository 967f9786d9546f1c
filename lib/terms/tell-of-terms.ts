import { noticeDue, type AudienceTerm } from '@/lib/domain/audience-term';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { notify } from '@/lib/notifications/write';
import { gainedBy } from '@/lib/people/resolve-audience';
import { readFacts } from '@/lib/sites/read-facts';
import { fallBackOf, resolvedNow, type AudienceNow } from './fall-back-of';
import { readStandingTerms } from './read-terms';
import { loserNotice, ownerNotice } from './term-notices';
import { noteTold } from './write';

/**
 * The most people who are told one by one that they lose access. Beyond it, and where the whole workspace loses it, the
 * owner is told so and posts a text: the Site's page shows it to everybody.
 */
const toldAtMost = 500;

/** Tells whom it concerns of every term of these Sites that is due to be told of. Returns how many terms those were. */
export async function tellOfTerms(tx: Tx, siteIds: readonly string[], { now, settings }: { now: Date; settings: Settings }): Promise<number> {
  const standing = await readStandingTerms(tx, siteIds);
  const sites = new Map((await readFacts(tx, siteIds)).map((site) => [site.id, site]));
  const told: { id: string; days: number }[] = [];
  for (const [siteId, terms] of standing) {
    const site = sites.get(siteId);
    const due = terms.flatMap((term) => {
      const days = noticeDue(term, settings, now);
      return days === null ? [] : [{ id: term.id, days }];
    });
    if (site === undefined || site.state === 'retired' || due.length === 0) continue;
    await tellOfSite(tx, site, terms, new Map(due.map(({ id, days }) => [id, days])), now);
    told.push(...due);
  }
  await noteTold(tx, told);
  return told.length;
}

/** Goes through the terms in the order in which they end: each takes its access from what the one before has left. */
async function tellOfSite(tx: Tx, site: SiteFacts, terms: readonly AudienceTerm[], due: ReadonlyMap<string, number>, now: Date): Promise<void> {
  const ownerId = site.owner?.id ?? null;
  let before = await resolvedNow(tx, audienceOf(site), ownerId);
  for (const term of terms) {
    const after = await fallBackOf(tx, before, term.fallback, ownerId);
    const days = due.get(term.id);
    if (days !== undefined && after !== null) await tell(tx, site, { term, days, before, after }, now);
    before = after ?? before;
  }
}

type Ending = { term: AudienceTerm; days: number; before: AudienceNow; after: AudienceNow };

async function tell(tx: Tx, site: SiteFacts, { term, days, before, after }: Ending, now: Date): Promise<void> {
  const losing = (await gainedBy(tx, after.resolved, before.resolved)).filter((id) => id !== site.owner?.id);
  const areTold = before.audience.mode !== 'workspace_all' && losing.length <= toldAtMost;
  const about = { site, endsAt: term.endsAt, after: after.audience.mode, occasion: `term ${term.id} ${days}` };
  const notices = areTold ? losing.map((personId) => loserNotice(personId, about)) : [];
  if (site.owner?.active === true) notices.push(ownerNotice(site.owner.id, { ...about, losing: losing.length, areTold }));
  await notify(tx, notices, now);
}
