import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '@/lib/domain/permissions';
import type { PolicyEffect } from '@/lib/domain/policy';
import type { Stage } from '@/lib/domain/stage';
import { verifyChain } from '@/lib/audit/verify-audit';
import { ProblemError } from '@/lib/gate/problem';
import { addEvidence } from '@/lib/requests/commands/add-evidence';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { setDelegation } from '@/lib/requests/commands/set-delegation';
import { editSite } from '@/lib/sites/commands/edit-site';
import { actorOf } from '../support/facts';
import { archive, putInForce, stageOf } from '../support/policies';
import { World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(12);
});
afterAll(() => world.close());

const size = 6;
const who = fc.integer({ min: 0, max: size - 1 });
const group = fc.integer({ min: 0, max: 2 });
const deciders = fc.record({ roles: fc.subarray(['reviewer', 'admin'] as const), people: fc.uniqueArray(who, { maxLength: 2 }), groups: fc.uniqueArray(group, { maxLength: 2 }) }).filter(({ roles, people, groups }) => roles.length + people.length + groups.length > 0);
const rule = fc.record({ key: fc.constantFrom('review', 'second'), approvals: fc.integer({ min: 1, max: 2 }), order: fc.integer({ min: 1, max: 2 }), who: deciders, evidence: fc.boolean() });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answer' as const), by: who, decision: fc.constantFrom('approve', 'approve', 'approve', 'approve', 'approve', 'reject', 'ask_changes'), stage: fc.option(fc.constantFrom('review', 'second'), { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), who, group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who, group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('role' as const), who, role: fc.constantFrom<Role>('member', 'reviewer', 'admin', 'auditor') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delegate' as const), from: who, to: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('evidence' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rule' as const), rule }) },
);
const scenario = fc.record({
  roles: fc.array(fc.constantFrom<Role>('member', 'member', 'reviewer', 'reviewer', 'admin'), { minLength: size, maxLength: size }),
  members: fc.array(fc.record({ who, group }), { maxLength: 6 }),
  nested: fc.array(fc.record({ parent: group, child: group }), { maxLength: 3 }),
  audience: fc.record({ people: fc.uniqueArray(who, { minLength: 1, maxLength: 3 }), groups: fc.uniqueArray(group, { maxLength: 2 }) }),
  owner: who,
  rules: fc.array(rule, { maxLength: 3 }),
  // What stands in one list is tried at the same moment.
  steps: fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 7 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

async function build({ roles, members, nested, owner }: Scenario) {
  const { prisma } = world.db;
  const ids = roles.map(() => uuidv7());
  const groups = [uuidv7(), uuidv7(), uuidv7()];
  await prisma.person.createMany({ data: ids.map((id, at) => ({ id, name: `Person ${at}`, email: `${id}@example.com`, roles: [roles[at] ?? 'member'] })) });
  await prisma.group.createMany({ data: groups.map((id, at) => ({ id, name: `Group ${at} ${id}` })) });
  await prisma.groupMember.createMany({ data: members.map((each) => ({ groupId: groups[each.group] ?? '', personId: ids[each.who] ?? '' })), skipDuplicates: true });
  await prisma.groupNesting.createMany({ data: nested.filter(({ parent, child }) => parent !== child).map(({ parent, child }) => ({ parentId: groups[parent] ?? '', childId: groups[child] ?? '' })), skipDuplicates: true });
  const siteId = await world.site({ ownerId: ids[owner] ?? '' });
  return { ids, groups, siteId };
}

type Built = Awaited<ReturnType<typeof build>>;

const effectsOf = ({ key, approvals, order, who: asked, evidence }: typeof rule extends fc.Arbitrary<infer Value> ? Value : never, { ids, groups }: Built): PolicyEffect[] => [
  { effect: 'require_stage', stage: stageOf({ key, approvals, order, who: { roles: asked.roles, people: asked.people.map((at) => ids[at] ?? ''), groups: asked.groups.map((at) => groups[at] ?? '') } }) },
  ...(evidence ? [{ effect: 'require_evidence' as const, kinds: ['build' as const] }] : []),
];

/** What anybody tries may be refused; it may not break. */
async function attempt(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
}

async function actorAt(personId: string) {
  const person = await world.db.prisma.person.findUniqueOrThrow({ where: { id: personId } });
  return actorOf(person, person.roles);
}

/** Who of some people a stage names, groups walked by hand. */
async function namedBy({ roles, people, groups }: Stage['who']): Promise<Set<string>> {
  const reached = new Set(groups);
  for (const id of reached) for (const { childId } of await world.db.prisma.groupNesting.findMany({ where: { parentId: id } })) reached.add(childId);
  const members = await world.db.prisma.groupMember.findMany({ where: { groupId: { in: [...reached] } } });
  const byRole = roles.length === 0 ? [] : await world.db.prisma.person.findMany({ where: { roles: { hasSome: roles } } });
  const all = new Set([...people, ...members.map(({ personId }) => personId), ...byRole.map(({ id }) => id)]);
  const auditors = await world.db.prisma.person.findMany({ where: { id: { in: [...all] }, roles: { has: 'auditor' } } });
  for (const { id } of auditors) all.delete(id);
  return all;
}

it('whoever asks and answers in whatever order: never one’s own, never without every quorum, never wider than approved', () =>
  fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const { prisma } = world.db;
      const built = await build(given);
      const { ids, groups, siteId } = built;
      const inForce: string[] = [];
      for (const each of given.rules) inForce.push(await putInForce(world.db, { triggers: ['widen'], condition: `site.slug == "site-${siteId}"`, effects: effectsOf(each, built) }));
      const owner = ids[given.owner] ?? '';
      const audience = { mode: 'custom' as const, people: given.audience.people.map((at) => ids[at] ?? ''), groups: given.audience.groups.map((at) => groups[at] ?? '') };
      let requestId = '';
      await attempt(world.run(requestWidening, { siteId, audience, reason: 'Useful.' }, await actorAt(owner)).then(({ id }) => (requestId = id)));
      if (requestId === '') return; // An owner of nothing to gain, or an auditor.

      let hadAll = true;
      for (const together of given.steps) {
        const { revision, state } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
        if (state !== 'pending' && state !== 'changes_requested') break;
        hadAll = together.length === 1;
        await Promise.all(
          together.map(async (each) => {
            switch (each.do) {
              case 'answer':
                return attempt(world.run(decideRequest, { requestId, revision, decision: each.decision, note: 'Said.', ...(each.stage === undefined ? {} : { stage: each.stage }) }, await actorAt(ids[each.by] ?? '')));
              case 'edit':
                return attempt(world.run(editSite, { siteId, purpose: `Purpose ${uuidv7()}` }, await actorAt(owner)));
              case 'join':
                return void (await prisma.groupMember.createMany({ data: [{ groupId: groups[each.group] ?? '', personId: ids[each.who] ?? '' }], skipDuplicates: true }));
              case 'leave':
                return void (await prisma.groupMember.deleteMany({ where: { groupId: groups[each.group] ?? '', personId: ids[each.who] ?? '' } }));
              case 'role':
                return void (await prisma.person.update({ where: { id: ids[each.who] ?? '' }, data: { roles: [each.role] } }));
              case 'delegate':
                return attempt(world.run(setDelegation, { to: ids[each.to] ?? '', endsAt: '2027-01-01', reason: 'Away.' }, await actorAt(ids[each.from] ?? '')));
              case 'evidence':
                return attempt(world.run(addEvidence, { requestId, evidence: { kind: 'build', outcome: 'passed', answer: 'Built.' } }, await actorAt(owner)));
              case 'rule':
                return void inForce.push(await putInForce(world.db, { triggers: ['widen'], condition: `site.slug == "site-${siteId}"`, effects: effectsOf(each.rule, built) }));
            }
          }),
        );
      }

      const request = await prisma.request.findUniqueOrThrow({ where: { id: requestId }, include: { decisions: { include: { record: true }, orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }] } } });
      const site = await prisma.site.findUniqueOrThrow({ where: { id: siteId }, include: { audiencePeople: true, audienceGroups: true } });
      // Nobody on their own, nobody with two voices in a round, and every answer with its record.
      for (const decision of request.decisions) {
        expect([request.requesterId, owner]).not.toContain(decision.reviewerId);
        expect([request.requesterId, owner]).not.toContain(decision.onBehalfOfId);
        expect(decision.record).not.toBeNull();
      }
      for (const round of new Set(request.decisions.map((decision) => decision.round))) {
        const voices = request.decisions.filter((decision) => decision.round === round).flatMap(({ reviewerId, onBehalfOfId }) => (onBehalfOfId === null ? [reviewerId] : [reviewerId, onBehalfOfId]));
        expect(new Set(voices).size).toBe(voices.length);
      }
      // Open exactly as far as somebody approved, and not before.
      if (request.state !== 'approved') expect([site.audience, site.audiencePeople.length, site.audienceGroups.length]).toEqual(['admins_only', 0, 0]);
      else {
        expect(site.audiencePeople.map(({ personId }) => personId).sort()).toEqual([...audience.people].sort());
        expect(site.audienceGroups.map(({ groupId }) => groupId).sort()).toEqual([...audience.groups].sort());
        const record = JSON.parse(request.decisions.at(-1)?.record?.body ?? '{}') as { seen: { plan: { judgement: { stages: (Stage & { also: Stage['who'][] })[]; evidence: unknown[] } } } };
        const { stages, evidence } = record.seen.plan.judgement;
        const approvals = request.decisions.filter(({ round, answer }) => round === request.round && answer === 'approve');
        for (const asked of stages) expect(approvals.filter((decision) => decision.stage === asked.key).length, asked.key).toBeGreaterThanOrEqual(asked.approvals);
        if (stages.length === 0) expect(approvals.length).toBeGreaterThanOrEqual(1);
        if (evidence.length > 0) expect((request.proposal as { evidence: { kind: string }[] }).evidence.map(({ kind }) => kind)).toContain('build');
        // Where nothing else moved at that moment: whoever counts was asked, or stood in for too few.
        if (hadAll) {
          const admins = new Set((await prisma.person.findMany({ where: { roles: { has: 'admin' }, deactivatedAt: null } })).map(({ id }) => id));
          for (const asked of stages) {
            const named = await namedBy(asked.who);
            for (const other of asked.also) for (const id of [...named]) if (!(await namedBy(other)).has(id)) named.delete(id);
            for (const { stage, reviewerId, onBehalfOfId } of approvals) {
              const voice = onBehalfOfId ?? reviewerId;
              if (stage === asked.key) expect(named.has(voice) || admins.has(voice)).toBe(true);
            }
          }
        }
      }
      await archive(world.db, ...inForce);
    }),
    { numRuns: 25 },
  ).then(async () => expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: true })), 240_000);
