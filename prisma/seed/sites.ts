import { v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import { runCommand } from '@/lib/gate/command';
import { createSite } from '@/lib/sites/commands/create-site';
import { editSite } from '@/lib/sites/commands/edit-site';
import { nameSuccessor } from '@/lib/sites/commands/name-successor';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { reviewSite } from '@/lib/sites/commands/review-site';
import { insertSite, updateSite } from '@/lib/sites/write';
import { approvalSteps } from './approvals';
import { as, revisionOf, type DemoWorld, type Step } from './demo-world';
import { required } from './people';
import { liveUrl, partsOf, projectId, siteColumns } from './site-columns';
import type { SiteSpec } from './site-spec';
import { businessSites } from './sites-business';
import { salesSites } from './sites-sales';
import { technicalSites } from './sites-technical';

const sites: readonly SiteSpec[] = [...salesSites, ...businessSites, ...technicalSites];

/** How the Sites of the demo came to be what they are, each story as a step at its time. */
export function siteSteps(world: DemoWorld): Step[] {
  const batches = new Map<string, SiteSpec[]>();
  for (const spec of sites.filter(({ from }) => from !== 'hand')) {
    const key = `${spec.from} ${spec.arrived}`;
    batches.set(key, [...(batches.get(key) ?? []), spec]);
  }
  return [
    ...[...batches.values()].map((batch) => arrival(world, batch)),
    ...sites.filter(({ from }) => from === 'hand').flatMap((spec) => registration(world, spec)),
    ...approvalSteps(world, sites),
    ...sites.flatMap((spec) => [...renewal(world, spec), ...review(world, spec)]),
  ];
}

/** One import that an admin applied: Sites with what hangs on them, and an event for each. */
function arrival(world: DemoWorld, batch: readonly SiteSpec[]): Step {
  const [{ from, arrived } = { from: 'manifest', arrived: 0 }] = batch;
  return {
    at: world.clock.ago(arrived),
    run: (now) =>
      inTransaction(world.db, async (tx) => {
        const events: DomainEvent[] = [];
        const parts = [];
        for (const spec of batch) {
          const columns = siteColumns(spec, world, now);
          const sources = Object.entries(spec.sources ?? {}).map(([key, mode]) => ({ id: required(world.sourceIds, key), mode }));
          await insertSite(tx, columns, sources);
          world.siteIds.set(spec.slug, columns.id);
          parts.push(partsOf(spec, columns.id, world));
          events.push({
            type: 'site.created',
            site: { id: columns.id, slug: spec.slug, title: spec.title },
            changes: {
              title: { before: null, after: spec.title },
              owner: { before: null, after: spec.owner === null ? null : required(world.people, spec.owner).name },
              classification: { before: null, after: spec.classification },
              audience: { before: null, after: 'admins_only' },
            },
            data: { from },
          });
        }
        await tx.storageBinding.createMany({ data: parts.flatMap(({ bindings }) => bindings) });
        await tx.environmentKey.createMany({ data: parts.flatMap(({ keys }) => keys) });
        await tx.siteVersion.createMany({ data: parts.flatMap(({ versions }) => versions) });
        await tx.deployment.createMany({ data: parts.flatMap(({ deployments }) => deployments) });
        const data = { created: batch.length, changed: 0, unchanged: 0, refused: 0 };
        const subject = { kind: 'import' as const, id: uuidv7(), name: from };
        await record(tx, [...events, { type: 'import.applied', subject, data }], { actor: as(world, 'admin'), now });
      }),
  };
}

/** A Site that its owner registered in the browser. */
function registration(world: DemoWorld, spec: SiteSpec): Step[] {
  const owner = spec.owner ?? 'admin';
  const create: Step = {
    at: world.clock.ago(spec.arrived),
    run: async (now) => {
      const { id } = await runCommand(
        createSite,
        {
          title: spec.title,
          slug: spec.slug,
          purpose: spec.purpose,
          classification: spec.classification,
          dataSourceNote: spec.note,
          projectId: projectId(spec, world),
          dataSources: Object.entries(spec.sources ?? {}).map(([key, mode]) => ({ key, mode })),
          ...(spec.expires === null ? {} : { expiresAt: world.clock.day(spec.expires).toISOString() }),
          ...(spec.state === 'draft' ? {} : { liveUrl: liveUrl(spec) }),
        },
        as(world, owner),
        { db: world.db, now },
      );
      world.siteIds.set(spec.slug, id);
    },
  };
  return [create, ...successor(world, spec, owner), ...firstReport(world, spec)];
}

function successor(world: DemoWorld, spec: SiteSpec, owner: string): Step[] {
  const { successor: key } = spec;
  if (key === undefined) return [];
  return [
    {
      at: world.clock.ago(spec.arrived - 0.01),
      run: async (now) => {
        const input = { siteId: required(world.siteIds, spec.slug), successor: required(world.people, key).id };
        await runCommand(nameSuccessor, input, as(world, owner), { db: world.db, now });
      },
    },
  ];
}

/** The first feed that knows a Site which was registered by hand. */
function firstReport(world: DemoWorld, spec: SiteSpec): Step[] {
  if (spec.state === 'draft') return [];
  return [
    {
      at: world.clock.ago(spec.arrived - 1),
      run: (now) =>
        inTransaction(world.db, async (tx) => {
          const site = await revisionOf(tx, required(world.siteIds, spec.slug));
          const { observedMode, observedRevision, observedAt, observedAccess, lastVisitedAt } = siteColumns(spec, world, now);
          const columns = Object.entries({ observedMode, observedRevision, observedAt, observedAccess, lastVisitedAt });
          await updateSite(tx, site, {}, { now, actor: null }, Object.fromEntries(columns.filter(([, value]) => value !== undefined)));
          const subject = { id: site.id, slug: site.slug, title: site.title };
          const changes = { observedAudience: { before: null, after: observedMode ?? null } };
          await record(tx, [{ type: 'site.observed', site: subject, changes }], { actor: as(world, 'admin'), now });
        }),
    },
  ];
}

function renewal(world: DemoWorld, spec: SiteSpec): Step[] {
  const { renewed, expires, owner } = spec;
  if (renewed === undefined || expires === null || owner === null) return [];
  return [
    {
      at: world.clock.ago(renewed),
      run: async (now) => {
        const input = { siteId: required(world.siteIds, spec.slug), expiresAt: world.clock.day(expires).toISOString(), reason: 'Still in use every week.' };
        await runCommand(renewSite, input, as(world, owner), { db: world.db, now });
      },
    },
  ];
}

function review(world: DemoWorld, spec: SiteSpec): Step[] {
  const { reviewed, owner } = spec;
  if (reviewed === undefined) return [];
  return [
    {
      at: world.clock.ago(reviewed + 0.2),
      run: async (now) => {
        const input = { siteId: required(world.siteIds, spec.slug), note: 'Owner, audience and sources still hold.' };
        await runCommand(reviewSite, input, as(world, owner ?? 'reviewer'), { db: world.db, now });
      },
    },
  ];
}

/** A correction that somebody made after the import, so that timelines read like those of people. */
export function edited(world: DemoWorld, daysAgo: number, slug: string, by: string, input: Record<string, unknown>): Step {
  return {
    at: world.clock.ago(daysAgo),
    run: async (now) => {
      await runCommand(editSite, { siteId: required(world.siteIds, slug), ...input }, as(world, by), { db: world.db, now });
    },
  };
}
