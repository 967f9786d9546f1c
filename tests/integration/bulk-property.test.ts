import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulkChange } from '@/lib/domain/bulk';
import { audienceModes } from '@/lib/domain/audience';
import { classifications } from '@/lib/domain/classification';
import { disableReasons } from '@/lib/domain/site';
import { withoutTags, withTags } from '@/lib/domain/tags';
import type { Actor } from '@/lib/gate/actor';
import { ProblemError } from '@/lib/gate/problem';
import { askAttestation } from '@/lib/sites/commands/ask-attestation';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { editSite } from '@/lib/sites/commands/edit-site';
import { nameSuccessor } from '@/lib/sites/commands/name-successor';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { reviewSite } from '@/lib/sites/commands/review-site';
import { carryOut, itemsOf, plan } from '../support/bulk-actions';
import { actorOf, idOf } from '../support/facts';
import { departmentId, insertRandomSites, personId, randomSites } from '../support/random-sites';
import { World } from '../support/world';

/*
 * Two worlds with the same Sites: in one each change is made by a bulk action, in the other by the single command, Site
 * by Site. Records, audiences, events and refusals stay the same.
 */
const sites = randomSites(20261121, 24);
let many: World;
let single: World;
beforeAll(async () => {
  [many, single] = await Promise.all([World.create(), World.create()]);
  for (const world of [many, single]) {
    await insertRandomSites(world, sites);
    await world.superuser.query(`UPDATE person SET roles = '{admin}' WHERE id = $1`, [personId(0)]);
    await world.superuser.query(`UPDATE person SET roles = '{reviewer}' WHERE id = $1`, [personId(1)]);
  }
});
afterAll(async () => {
  await many.close();
  await single.close();
});

const reason = 'Tidying up.';
const actors: Actor[] = [0, 1, 2, 3].map((at) =>
  actorOf({ id: personId(at), name: `${at % 2 === 0 ? 'p' : 'P'}erson ${at}`, email: `p${at}@example.com` }, [(['admin', 'reviewer'] as const)[at] ?? 'member']),
);
const person = fc.integer({ min: 0, max: 5 }).map(personId);
const tags = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
const audience = fc
  .record({ mode: fc.constantFrom(...audienceModes.filter((mode) => mode !== 'workspace_all')), people: fc.subarray([0, 1, 2, 3, 4, 5].map(personId), { minLength: 1 }), groups: fc.subarray([0, 1, 2, 3, 4].map((at) => idOf(400 + at))) })
  .map(({ mode, people, groups }) => (mode === 'custom' ? { mode, people, groups } : { mode, people: [], groups: [] }));
const change: fc.Arbitrary<BulkChange> = fc.oneof(
  person.map((owner) => ({ kind: 'assign_owner' as const, change: { owner } })),
  fc.option(person).map((successor) => ({ kind: 'name_successor' as const, change: { successor } })),
  fc.integer({ min: 0, max: 2 }).map((at) => ({ kind: 'set_department' as const, change: { department: departmentId(at) } })),
  fc.constantFrom(...classifications).map((classification) => ({ kind: 'set_classification' as const, change: { classification } })),
  fc.constantFrom('2026-12-01', '2027-01-15', '2027-06-01', '2026-01-01').map((date) => ({ kind: 'set_expiry' as const, change: { expiresAt: new Date(date) } })),
  tags.map((list) => ({ kind: 'add_tags' as const, change: { tags: list } })),
  tags.map((list) => ({ kind: 'remove_tags' as const, change: { tags: list } })),
  audience.map((narrower) => ({ kind: 'narrow' as const, change: { audience: narrower } })),
  fc.constantFrom(...disableReasons.slice(0, 2)).map((why) => ({ kind: 'disable' as const, change: { reason: why, note: null } })),
  fc.constant({ kind: 'record_review' as const, change: { note: null } }),
  fc.constantFrom(3, 14).map((dueInDays) => ({ kind: 'ask_attestation' as const, change: { dueInDays } })),
);

/** The same by the command of one Site; undefined where it was done, else why not. */
async function one(siteId: string, { kind, change: to }: BulkChange, by: Actor): Promise<string | undefined> {
  const site = await single.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
  const edit = (input: object) => single.run(editSite, { siteId, reason, ...input }, by);
  const done = async (): Promise<unknown> => {
    switch (kind) {
      case 'assign_owner':
        return single.run(assignOwner, { siteId, reason, ...to }, by);
      case 'name_successor':
        return single.run(nameSuccessor, { siteId, reason, ...to }, by);
      case 'set_department':
      case 'set_classification':
        return edit(to);
      case 'set_expiry': {
        const expiresAt = to.expiresAt.toISOString();
        return site.expiresAt !== null && to.expiresAt <= site.expiresAt ? edit({ expiresAt }) : single.run(renewSite, { siteId, reason, expiresAt }, by);
      }
      case 'add_tags':
        return edit({ tags: withTags(site.tags, to.tags) });
      case 'remove_tags':
        return edit({ tags: withoutTags(site.tags, to.tags) });
      case 'narrow':
        return single.run(narrowSite, { siteId, reason, ...to }, by);
      case 'disable':
        return single.run(disableSite, { siteId, reason: to.reason, note: reason }, by);
      case 'record_review':
        return single.run(reviewSite, { siteId, note: reason }, by);
      case 'ask_attestation':
        return single.run(askAttestation, { siteId, note: reason, ...to }, by);
    }
  };
  try {
    await done();
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}

/** Everything that a change can touch of the Sites, without what only tells the two ways apart. */
async function everything({ db: { prisma } }: World) {
  const id = { in: sites.map((site) => site.id) };
  const rows = await prisma.site.findMany({ where: { id }, include: { audiencePeople: true, audienceGroups: true }, orderBy: { id: 'asc' } });
  const events = await prisma.auditEvent.findMany({ where: { siteId: id }, orderBy: [{ siteId: 'asc' }, { seq: 'asc' }] });
  return {
    rows: rows.map((row) => ({ ...row, audiencePeople: row.audiencePeople.map((entry) => entry.personId).sort(), audienceGroups: row.audienceGroups.map((entry) => entry.groupId).sort() })),
    events: events.map(({ body }) => {
      const { type, site, actor, changes, data, reason: why } = JSON.parse(body) as Record<string, unknown> & { data: Record<string, unknown> };
      const { bulkId: _mark, ...rest } = data;
      return { type, site, actor, changes, data: rest, reason: why };
    }),
  };
}

it('a bulk action does to each Site what the single command does', async () => {
  const step = fc.tuple(change, fc.subarray(sites.map(({ id }) => id), { minLength: 8 }), fc.constantFrom(...actors));
  await fc.assert(
    fc.asyncProperty(step, async ([bulk, ids, by]) => {
      const { kind, change: to } = bulk;
      const planned = await plan(many, { kind, change: JSON.parse(JSON.stringify(to)) as Record<string, unknown>, reason, selection: { ids } }, by);
      const done = planned.counts.willChange === 0 ? planned : await carryOut(many, planned, by);
      const items = await itemsOf(many, done.id, by);
      for (const id of ids) {
        const refusal = await one(id, bulk, by);
        const item = done.missing.includes(id) ? { state: 'refused', reason: 'There is no such thing, or you can’t see it.' } : items[id];
        if (item?.state === 'changed') expect(refusal, `${kind} ${id}`).toBeUndefined();
        if (item?.state.endsWith('refuse') === true || item?.state === 'refused') expect(refusal, `${kind} ${id}`).toBe(item.reason);
      }
      expect(await everything(many)).toEqual(await everything(single));
    }),
    { numRuns: 40, seed: 3, endOnFailure: true },
  );
}, 240_000);
