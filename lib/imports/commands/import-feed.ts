import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { accountLetters, losesTooMany, refuseLoss } from '@/lib/domain/platform-surprises';
import { refuseField } from '@/lib/domain/refusal';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import { readAwaitedDeletions, readDemandsInForce } from '@/lib/enforcement/read-demands';
import { settleByReports } from '@/lib/enforcement/settle-by-reports';
import { moveDemands } from '@/lib/enforcement/write';
import { command } from '@/lib/gate/command';
import { enqueue } from '@/lib/jobs/queue';
import { notify } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import { readSettings } from '@/lib/settings/get-settings';
import { findAbsentSites, lockPlatformSites } from '../absent-sites';
import { applyPlan } from '../apply-plan';
import { findExistingSites, slugAllocator, takeImportTurn } from '../existing-sites';
import { noticesOf } from '../feed-surprises';
import { parseFeed, type Feed } from '../parse/feed';
import { slugFor } from '../parse/slug';
import { planFeed } from '../plan-feed';
import { appliedEvent, deployedBy, siteEventsOf, toReport } from '../planned-site';

/** The connector's objects are checked one by one, so that a bad one stops no other. */
const importFeedSchema = z.looseObject({
  apply: z.boolean(),
  /** The list of Sites is all that the platform has: a known one that it leaves out is missing. */
  complete: z.boolean().default(false),
  /** Believes a complete report that leaves out more than a tenth of all known Sites. */
  evenIfMany: z.boolean().default(false),
  /** As of when the platform was asked; now, where nothing is said. */
  reportedAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)).optional(),
  sites: z.unknown().optional(),
  site: z.unknown().optional(),
  versions: z.unknown().optional(),
  deployments: z.unknown().optional(),
  environments: z.unknown().optional(),
});

/** The platform's report arrives: what is observed changes, what was approved never does. Demands that it proves are closed. */
export const importFeed = command({
  name: 'import.apply',
  // Secrets go before anything else, even the gate, sees the objects.
  input: importFeedSchema.transform(({ apply, complete, evenIfMany, reportedAt, ...feed }) => ({ apply, complete, evenIfMany, reportedAt, feed: parseFeed(feed) })),
  nameFor: ({ apply }) => (apply ? 'import.apply' : 'import.preview'),
  load: async (tx, { apply, complete, reportedAt, feed }, { now }) => {
    if (apply) await takeImportTurn(tx);
    if (apply && complete) await lockPlatformSites(tx);
    const projectIds = projectIdsOf(feed);
    const existing = await findExistingSites(tx, { projectIds: [...projectIds, ...(await projectsOfDeployments(tx, feed))] }, apply);
    const slugs = feed.sites.map(({ slug, title, projectId }) => slugFor(slug ?? '', title ?? slug ?? projectId).slice(0, 56));
    return {
      importId: uuidv7(),
      existing,
      demands: await readDemandsInForce(tx, existing.map(({ id }) => id), apply),
      awaitedGone: complete ? await readAwaitedDeletions(tx, feed.shown, apply) : [],
      absent: complete ? await findAbsentSites(tx, feed.shown, reportedAt ?? now) : { missing: [], known: 0 },
      people: await peopleOf(tx, feed),
      guesses: await guessesOf(tx, feed, existing.map(({ projectId }) => projectId)),
      admins: await listAdminIds(tx),
      freeSlug: await slugAllocator(tx, slugs),
      settings: (await readSettings(tx)).settings,
    };
  },
  may: (actor, _loaded, { apply }) => judge(apply ? 'import.apply' : 'import.preview', roleStandings(actor)),
  decide: (loaded, { apply, complete, evenIfMany, reportedAt, feed }, { now }) => {
    const { demands, awaitedGone, absent, settings, importId } = loaded;
    const asOf = reportedAt ?? now;
    if (asOf > now) return refuseField('reportedAt', 'The platform can’t have been asked in the future.');
    if (complete && feed.nameless > 0) {
      return refuseField('complete', 'A complete report has a list of Sites in which each has an id that can be read. Correct the list, or send it as it is without “complete”.');
    }
    if (!evenIfMany && losesTooMany(absent.missing.length, absent.known)) return refuseLoss(absent.missing.length, absent.known);
    const plan = planFeed(feed, {
      ...loaded,
      awaitingOpening: new Set(demands.flatMap(({ site, wish, state }) => (wish.aspect === 'availability' && wish.open && state !== 'confirmed' ? site.id : []))),
      absent: { missing: absent.missing, awaitedGone: awaitedGone.map(({ site }) => site.id) },
      reportedAt: asOf,
      now,
    });
    const closedByPlatform = new Set(plan.surprises.flatMap(({ kind, site }) => (kind === 'suspended' ? site.id : [])));
    const settlement = settleByReports([...demands, ...awaitedGone], plan.reports, { reportedAt: asOf, settings, closedByPlatform });
    const happened = [...siteEventsOf(plan, importId), ...settlement.events];
    const report = { ...toReport(plan, apply), enforcement: { confirmed: settlement.confirmed.length, reopened: settlement.reopened.length } };
    return { plan, apply, settlement, report, events: apply && happened.length > 0 ? [...happened, appliedEvent(report, 'feed', importId)] : [] };
  },
  save: async (tx, { admins, importId }, { plan, apply, settlement, report }, { now }) => {
    if (!apply) return report;
    await applyPlan(tx, plan, now);
    await moveDemands(tx, settlement.moves);
    const deployments = deployedBy(plan);
    if (deployments.length > 0) await enqueue(tx, 'judge-deployments', { deployments }, { key: importId });
    await notify(tx, noticesOf(plan.surprises, settlement.reopened, admins, importId), now);
    return report;
  },
});

function projectIdsOf(feed: Feed): string[] {
  return [
    ...feed.sites.map(({ projectId }) => projectId),
    ...feed.versions.map(({ projectId }) => projectId),
    ...feed.deployments.flatMap(({ projectId }) => projectId ?? []),
  ];
}

/** Sites of deployments that name none themselves, but are known or named by a version. */
async function projectsOfDeployments(tx: Tx, feed: Feed): Promise<string[]> {
  const ids = feed.deployments.filter(({ projectId }) => projectId === undefined).map(({ id }) => id);
  if (ids.length === 0) return [];
  const sites = await tx.site.findMany({
    where: { OR: [{ deployments: { some: { platformId: { in: ids } } } }, { versions: { some: { deploymentId: { in: ids } } } }] },
    select: { projectId: true },
  });
  return sites.flatMap(({ projectId }) => projectId ?? []);
}

async function peopleOf(tx: Tx, feed: Feed): Promise<{ id: string; name: string; email: string; platformUserId: string | null }[]> {
  const owners = feed.sites.flatMap(({ access }) => access?.allowedUsers?.filter(({ role }) => role === 'owner') ?? []);
  return tx.person.findMany({
    where: {
      deactivatedAt: null,
      OR: [{ email: { in: owners.flatMap(({ email }) => email ?? []) } }, { platformUserId: { in: owners.flatMap(({ accountUserId }) => accountUserId ?? []) } }],
    },
    select: { id: true, name: true, email: true, platformUserId: true },
  });
}

/** People whose address or name may read like the account's label of a Site that is not known here. */
async function guessesOf(tx: Tx, feed: Feed, known: readonly (string | null)[]): Promise<{ id: string; name: string; email: string }[]> {
  const unknown = feed.sites.filter(({ projectId }) => !known.includes(projectId));
  const labels = [...new Set(unknown.map(({ accountLabel }) => accountLetters(accountLabel ?? '')))].filter((letters) => letters !== '');
  if (labels.length === 0) return [];
  return tx.$queryRaw`
    SELECT id::text, name, email FROM person
     WHERE deactivated_at IS NULL AND (
       regexp_replace(split_part(split_part(email, '@', 1), '+', 1), '[^a-z0-9]', '', 'g') = ANY (${labels})
       OR regexp_replace(lower(normalize(name, NFD)), '[^a-z0-9]', '', 'g') = ANY (${labels}))`;
}
