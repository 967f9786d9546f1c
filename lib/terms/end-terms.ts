import type { AudienceTerm } from '@/lib/domain/audience-term';
import type { DomainEvent } from '@/lib/domain/events';
import { audienceOf, siteSubject, type SitePatch } from '@/lib/domain/site-decisions';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import type { StepContext } from '@/lib/lifecycle/sweep-step';
import { notify, type Notice } from '@/lib/notifications/write';
import { nameAudience } from '@/lib/people/resolve-audience';
import { lockSites } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { fallBackOf, resolvedNow } from './fall-back-of';
import { readStandingTerms } from './read-terms';
import { fellBackNotice } from './term-notices';
import { moveTerms } from './write';

type Ended = { change: { base: SiteFacts; patch: SitePatch } | null; event: DomainEvent; notices: Notice[] };

/**
 * Ends the next widenings whose time is over as of `now`, also on a quiet day: the audience falls back, and a term that
 * waited under one comes back. Where that one is over too, the next batch finds it. Sites are locked in the order of their
 * ids and their terms read under the lock, so that it can be repeated, or done twice at once, and each ends once.
 */
export async function endTerms(tx: Tx, { now, actor }: StepContext, size: number): Promise<{ found: number; fellBack: number; events: DomainEvent[] }> {
  const due = await tx.audienceTerm.findMany({ where: { state: 'active', endsAt: { lte: now } }, orderBy: [{ endsAt: 'asc' }, { id: 'asc' }], take: size, select: { siteId: true } });
  const siteIds = due.map(({ siteId }) => siteId);
  const sites = await lockSites(tx, siteIds, actor);
  const ended: Ended[] = [];
  for (const [siteId, [term, next]] of await readStandingTerms(tx, siteIds)) {
    const site = sites.get(siteId)?.site;
    if (site === undefined || term === undefined || term.state !== 'active' || term.endsAt > now) continue;
    ended.push(await end(tx, site, term));
    await moveTerms(tx, [term.id], 'ended', now);
    if (next !== undefined) await moveTerms(tx, [next.id], 'active', now);
  }
  const changes = ended.flatMap(({ change }) => change ?? []);
  if (changes.length > 0) await updateSites(tx, changes, { now, actor });
  await notify(tx, ended.flatMap(({ notices }) => notices), now);
  return { found: due.length, fellBack: changes.length, events: ended.map(({ event }) => event) };
}

async function end(tx: Tx, site: SiteFacts, term: AudienceTerm): Promise<Ended> {
  const ownerId = site.owner?.id ?? null;
  const today = await resolvedNow(tx, audienceOf(site), ownerId);
  // The record of a retired Site stays as it is; nobody can open it anyway.
  const after = site.state === 'retired' ? null : await fallBackOf(tx, today, term.fallback, ownerId);
  const event: DomainEvent = {
    type: 'site.audience_fell_back',
    site: siteSubject(site),
    reason: after === null ? 'Its time was over. The audience let in nobody beyond what it falls back to, so it stayed.' : 'Its time was over.',
    data: { requestId: term.requestId, endsAt: term.endsAt.toISOString() },
  };
  if (after === null) return { change: null, event, notices: [] };
  const before = await nameAudience(tx, today.audience, today.resolved);
  const named = await nameAudience(tx, after.audience, after.resolved);
  return {
    change: { base: site, patch: { audience: after.audience } },
    event: { ...event, changes: { audience: { before: before.named, after: named.named } } },
    notices: site.owner?.active === true ? [fellBackNotice(site.owner.id, { site, after: after.audience.mode, occasion: `term ${term.id} ended` })] : [],
  };
}
