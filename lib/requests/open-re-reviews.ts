import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import { narrowedToOwner, reReviewAsked, reReviewReason } from '@/lib/domain/re-review';
import { recordChanges, reReviewProposalSchema, type NamedAudience, type RecordChange, type ReReviewProposal } from '@/lib/domain/request';
import { audienceOf, siteSubject } from '@/lib/domain/site-decisions';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { notify } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import { nameAudience, resolveAudience } from '@/lib/people/resolve-audience';
import { judgeChanges } from '@/lib/policies/judge-change';
import { failuresIn, tellOfFailures } from '@/lib/policies/report-failures';
import { lockSites } from '@/lib/sites/load-site';
import { updateSite } from '@/lib/sites/write';
import { beginPlan } from './plan-request';
import { changedSites, takeChanges } from './record-changes';
import { reReviewNotice } from './re-review-notice';
import { reviseReReview, submitRequest } from './write';

type Context = { now: Date; settings: Settings; actor: Actor };
type Asked = NonNullable<PolicyJudgement['reReview']>;

/**
 * Takes up the next Sites of which something changed that the approval of their audience rested on, and opens the re-reviews
 * that the policies ask for. The Sites are locked in the order of their ids and what was noted of them goes
 * in the same transaction: repeated, or twice at once, each change is taken up once.
 */
export async function openReReviews(tx: Tx, context: Context, size: number): Promise<{ found: number; opened: number; events: DomainEvent[] }> {
  const siteIds = await changedSites(tx, size);
  if (siteIds.length === 0) return { found: 0, opened: 0, events: [] };
  const sites = await lockSites(tx, siteIds, context.actor);
  const events: DomainEvent[] = [];
  let opened = 0;
  const taken = await takeChanges(tx, siteIds);
  const said = await judgeChanges(tx, new Map([...taken].map(([id, changed]) => [id, { trigger: 'change', changed }])), null, context.now);
  for (const [siteId, changed] of taken) {
    const site = sites.get(siteId)?.site;
    const judgement = said.get(siteId);
    if (site === undefined || judgement === undefined || site.audience.mode === 'admins_only' || site.state === 'retired') continue;
    const asked = reReviewAsked(judgement);
    if (asked === null) continue;
    events.push(...(await openOn(tx, site, changed, asked, context)));
    opened += 1;
  }
  events.push(...(await tellOfFailures(tx, [...said.values()].flatMap(failuresIn), context.now)));
  return { found: siteIds.length, opened, events };
}

/** Opens a re-review of one Site, or adds to the one that is open. */
async function openOn(tx: Tx, site: SiteFacts, changed: RecordChange[], asked: Asked, { now, actor, settings }: Context): Promise<DomainEvent[]> {
  const today = await named(tx, site);
  const requesterId = site.owner?.id ?? (await listAdminIds(tx))[0];
  // A workspace without an admin has nobody who could decide either.
  if (requesterId === undefined) return [];
  const known = await tx.request.findFirst({ where: { siteId: site.id, kind: 're_review', state: { in: ['pending', 'changes_requested'] } } });
  const before = known === null ? null : reReviewProposalSchema.parse(known.proposal);
  const all = recordChanges.filter((what) => changed.includes(what) || before?.changed.includes(what) === true);
  const proposal: ReReviewProposal = { audience: today, gains: 0, until: null, evidence: before?.evidence ?? [], changed: all, narrowed: asked.narrowFirst, because: asked.reasons };
  const id = known?.id ?? uuidv7();
  const revision = known === null ? 1 : known.revision + 1;
  const reason = reReviewReason(all);
  const narrowing = asked.narrowFirst ? narrowedToOwner(site, { id, revision }, reason) : { patch: {}, events: [] };
  // First the Site, then the request: an open one would move on with the Site.
  if (Object.keys(narrowing.patch).length > 0) await updateSite(tx, site, narrowing.patch, { now, actor });
  const request = { id, revision, reason, proposal, before: asked.narrowFirst ? closedTo(site) : today };
  const dueAt = addDays(now, settings.requestDueDays);
  if (known === null) await submitRequest(tx, { siteId: site.id, kind: 're_review', requesterId, proposedOwnerId: null, dueAt }, { request: { ...request, resubmitted: false, approvedAtOnce: false } }, now);
  else await reviseReReview(tx, { id, reason, proposal, before: request.before, dueAt }, now);
  await beginPlan(tx, { id, kind: 're_review', requesterId: known?.requesterId ?? requesterId, proposal, siteId: site.id, ownerId: site.owner?.id ?? null }, now);
  if (site.owner?.active === true) await notify(tx, [reReviewNotice(site.owner.id, site, { ...request, narrowed: asked.narrowFirst })], now);
  const about = { site: siteSubject(site), request: { id, kind: 're_review', revision } };
  const policies = asked.reasons.map(({ policy, message }) => ({ key: policy.key, version: policy.version, message }));
  return [{ type: 'site.re_review_opened', ...about, reason, data: { changed: all, narrowed: asked.narrowFirst, policies } }, ...narrowing.events];
}

async function named(tx: Tx, site: SiteFacts): Promise<NamedAudience> {
  const audience = audienceOf(site);
  return (await nameAudience(tx, audience, await resolveAudience(tx, audience, site.owner?.id ?? null))).named;
}

function closedTo(site: SiteFacts): NamedAudience {
  return { mode: 'admins_only', people: [], groups: [], reach: site.owner?.active === true ? 1 : 0 };
}
