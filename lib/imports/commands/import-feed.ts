import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import { command } from '@/lib/gate/command';
import { readSettings } from '@/lib/settings/get-settings';
import { applyPlan } from '../apply-plan';
import { findExistingSites, slugAllocator, takeImportTurn } from '../existing-sites';
import { parseFeed, type Feed } from '../parse/feed';
import { slugFor } from '../parse/slug';
import { planFeed } from '../plan-feed';
import { eventsOf, toReport } from '../planned-site';

/** The connector's objects are checked one by one, so that a bad one stops no other. */
const importFeedSchema = z.looseObject({
  apply: z.boolean(),
  sites: z.unknown().optional(),
  site: z.unknown().optional(),
  versions: z.unknown().optional(),
  deployments: z.unknown().optional(),
  environments: z.unknown().optional(),
});

/** The platform's report arrives: what is observed changes, what was approved never does. */
export const importFeed = command({
  name: 'import.apply',
  // Secrets go before anything else, even the gate, sees the objects.
  input: importFeedSchema.transform(({ apply, ...feed }) => ({ apply, feed: parseFeed(feed) })),
  nameFor: ({ apply }) => (apply ? 'import.apply' : 'import.preview'),
  load: async (tx, { apply, feed }) => {
    if (apply) await takeImportTurn(tx);
    const projectIds = projectIdsOf(feed);
    const existing = await findExistingSites(tx, { projectIds: [...projectIds, ...(await projectsOfDeployments(tx, feed))] }, apply);
    const slugs = feed.sites.map(({ slug, title, projectId }) => slugFor(slug ?? '', title ?? slug ?? projectId).slice(0, 56));
    return {
      importId: uuidv7(),
      existing,
      people: await peopleOf(tx, feed),
      freeSlug: await slugAllocator(tx, slugs),
      settings: (await readSettings(tx)).settings,
    };
  },
  may: (actor, _loaded, { apply }) => judge(apply ? 'import.apply' : 'import.preview', roleStandings(actor)),
  decide: (loaded, { apply, feed }, { now }) => {
    const plan = planFeed(feed, { ...loaded, now });
    return { plan, apply, events: apply ? eventsOf(plan, 'feed', loaded.importId) : [] };
  },
  save: async (tx, _loaded, { plan, apply }, { now }) => {
    if (apply) await applyPlan(tx, plan, now);
    return toReport(plan, apply);
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
