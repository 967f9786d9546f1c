import { compareAudience } from '@/lib/domain/audience';
import { previewWideningInput } from '@/lib/domain/request-inputs';
import { planOf, stagesOf, type PlanFacts } from '@/lib/domain/request-plan';
import { audienceOf } from '@/lib/domain/site-decisions';
import { judge, judgeOnSite, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { requireVerdict } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import { measureChange, whoGains, type MeasuredChange } from '@/lib/people/measure-audience';
import { resolveChange } from '@/lib/people/resolve-change';
import { nameAudience, resolveAudience } from '@/lib/people/resolve-audience';
import { audienceProblem } from '@/lib/sites/load-audience-change';
import { loadSites } from '@/lib/sites/load-site';
import { gainingOf, namedDiff } from './audience-diff';
import { judgeRequest } from './judge-request';
import type { WideningPreview } from './plan-shape';
import { readPlaces } from './read-places';
import { readPools, readRelated } from './read-pools';
import { readUsualHours } from './read-usual-hours';
import { viewPlan } from './view-plan';

const namesShown = 100;

/** What a widening would mean, before it is asked for: who gains access, what the policies ask, who decides, how long that takes. */
export const previewWidening = query({
  name: 'request.preview',
  input: previewWideningInput,
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: (actor) => actor,
  load: async ({ prisma }, { siteId, audience, until }, subject, { now }): Promise<WideningPreview | null> => {
    const loaded = (await loadSites(prisma, [siteId], subject)).get(siteId.toLowerCase());
    if (loaded === undefined) return null;
    requireVerdict(judgeOnSite('request.preview', subject, loaded.relations));
    const { site, settings } = loaded;
    const ownerId = site.owner?.id ?? null;
    const today = audienceOf(site);
    const [resolvedNow, resolvedThen] = [await resolveAudience(prisma, today, ownerId), await resolveAudience(prisma, audience, ownerId)];
    const [before, after] = [await nameAudience(prisma, today, resolvedNow), await nameAudience(prisma, audience, resolvedThen)];
    const change = await resolveChange(prisma, { before: today, after: audience, ownerId });
    const measured = await measureChange(prisma, change, { shown: namesShown });
    const proposal = { audience: after.named, gains: measured.gains, until: until?.toISOString() ?? null, evidence: [] };
    const requesterId = subject.personId;
    const planned = await planUnasked(prisma, { siteId: site.id, requesterId, ownerId, proposal }, measured, now);
    const open = await prisma.request.findFirst({ where: { siteId: site.id, kind: 'widening', state: { in: ['pending', 'changes_requested'] } }, select: { id: true } });
    const past = until !== null && until <= now ? [{ path: 'until', message: 'Choose a date in the future, or none for as long as it is needed.' }] : [];
    return {
      comparison: compareAudience(today, audience, resolvedNow),
      diff: { ...namedDiff(before.named, after.named), ...gainingOf(measured) },
      reach: after.named.reach,
      workspace: await prisma.person.count({ where: { deactivatedAt: null } }),
      plan: await viewPlan(prisma, planned, [], await readPlaces(prisma, subject, now), await whoGains(prisma, change, planned.plan.stages.flatMap(({ eligible }) => [...eligible]))),
      problems: [...(audienceProblem(audience, after, new Set(today.people))?.fields ?? []), ...past],
      usualHours: await readUsualHours(prisma, now),
      dueDays: settings.requestDueDays,
      openRequestId: open?.id ?? null,
    };
  },
});

type Unasked = { siteId: string; requesterId: string | null; ownerId: string | null; proposal: Parameters<typeof judgeRequest>[2]['proposal'] };

/** The plan that a request would have, were it made now. */
async function planUnasked(db: Reader, { siteId, requesterId, ownerId, proposal }: Unasked, measured: MeasuredChange, now: Date) {
  const { judgement, risk } = await judgeRequest(db, siteId, { kind: 'widening', proposal, requesterId }, now, measured);
  const related = await readRelated(db, siteId);
  const facts: PlanFacts = {
    judgement,
    pools: await readPools(db, stagesOf(judgement), related),
    admins: new Set(await listAdminIds(db)),
    answers: [],
    requesterId: requesterId ?? '',
    ownerId,
    isEscalated: false,
    evidence: [],
  };
  return { facts, plan: planOf(facts), related, risk };
}
