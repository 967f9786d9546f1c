import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '@/lib/audit/verify-audit';
import { ProblemError } from '@/lib/gate/problem';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { actorOf } from '../support/facts';
import { archive, putInForce, stageOf } from '../support/policies';
import { now, World, type Name } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(12);
});
afterAll(() => world.close());

const everyone = { mode: 'workspace_all' as const };
const input = { decision: 'approve' as const, note: 'Fine.' };

async function decideTogether(decisions: { by: Name; decision: 'approve' | 'reject' | 'ask_changes' }[]) {
  const siteId = await world.site();
  const { id: requestId, revision } = await world.run(requestWidening, { siteId, audience: everyone, reason: 'Useful.' }, 'olga');
  const outcomes = await Promise.allSettled(
    decisions.map(({ by, decision }, at) => world.run(decideRequest, { ...input, requestId, revision, decision }, by, { now: new Date(now.getTime() + at) })),
  );
  const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  return { siteId, requestId, done, refused };
}

async function eventsOf(requestId: string): Promise<string[]> {
  const rows = await world.db.prisma.auditEvent.findMany({ where: { requestId }, orderBy: { seq: 'asc' }, select: { type: true } });
  return rows.map(({ type }) => type);
}

describe('thirty-two decisions on one request at the same moment', () => {
  it('by four reviewers, again and again, are one approval and thirty-one refusals that say why', async () => {
    const reviewers: Name[] = ['rita', 'rob', 'ada', 'abe'];
    const { siteId, requestId, done, refused } = await decideTogether(Array.from({ length: 32 }, (_, at) => ({ by: reviewers[at % 4] ?? 'rita', decision: 'approve' })));

    expect(done).toHaveLength(1);
    expect(refused).toHaveLength(31);
    for (const error of refused) {
      expect(error).toBeInstanceOf(ProblemError);
      expect(error).toMatchObject({ kind: 'conflict', details: { state: 'approved' } });
      expect((error as ProblemError).message).toMatch(/^This request is closed: approved by (Rita|Rob|Ada|Abe)\.$/);
    }
    expect(await eventsOf(requestId)).toEqual(['request.submitted', 'request.approved', 'site.audience_widened']);
    expect(await world.db.prisma.decision.count({ where: { requestId } })).toBe(1);
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ audience: 'workspace_all', revision: 2 });
    expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: true });
  });

  it('that contradict each other come to one outcome, and the Site shows just that', async () => {
    const answers = ['approve', 'reject', 'ask_changes'] as const;
    const { siteId, requestId, done, refused } = await decideTogether(
      Array.from({ length: 32 }, (_, at) => ({ by: at % 2 === 0 ? 'rita' : 'rob', decision: answers[at % 3] ?? 'approve' })),
    );

    expect([done.length, refused.length]).toEqual([1, 31]);
    for (const error of refused) expect(error).toMatchObject({ kind: 'conflict' });
    const { state } = await world.db.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const [decision] = await world.db.prisma.decision.findMany({ where: { requestId } });
    expect(state).toBe({ approve: 'approved', reject: 'rejected', ask_changes: 'changes_requested' }[decision?.answer ?? 'approve']);
    const site = await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
    expect(site.audience).toBe(state === 'approved' ? 'workspace_all' : 'admins_only');
    expect(await eventsOf(requestId)).toHaveLength(state === 'approved' ? 3 : 2);
    expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: true });
  });

  it('lose against a withdrawal, or win against it, but never both', async () => {
    const siteId = await world.site();
    const { id: requestId, revision } = await world.run(requestWidening, { siteId, audience: everyone, reason: 'Useful.' }, 'olga');
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => world.run(withdrawRequest, { requestId }, 'olga')),
      ...Array.from({ length: 8 }, () => world.run(decideRequest, { ...input, requestId, revision }, 'rita')),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { state } = await world.db.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const { audience } = await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
    expect([['approved', 'workspace_all'], ['withdrawn', 'admins_only']]).toContainEqual([state, audience]);
  });
});

describe('sixty-four decisions over several stages at the same moment', () => {
  const people = Array.from({ length: 6 }, (_, at) => ({ id: uuidv7(), name: `Lawyer ${at}`, email: `lawyer-${at}@example.com` }));

  it('are as many answers as the stages need, one outcome, and the audience once', async () => {
    await world.db.prisma.person.createMany({ data: people });
    await world.db.prisma.groupMember.createMany({ data: people.map(({ id }) => ({ groupId: world.groups.board, personId: id })) });
    const key = await putInForce(world.db, {
      triggers: ['widen'],
      effects: [
        { effect: 'require_stage', stage: stageOf({ key: 'security', approvals: 2, who: { roles: ['reviewer', 'admin'] } }) },
        { effect: 'require_stage', stage: stageOf({ key: 'legal', approvals: 2, who: { groups: [world.groups.board] } }) },
        { effect: 'require_stage', stage: stageOf({ key: 'last', approvals: 1, order: 2, who: { roles: ['reviewer', 'admin'], groups: [world.groups.board] } }) },
      ],
    });
    const siteId = await world.site();
    const { id: requestId, revision } = await world.run(requestWidening, { siteId, audience: everyone, reason: 'Useful.' }, 'olga');
    const voices = [...(['rita', 'rob', 'ada', 'abe'] as const).map((name) => world.as[name]), ...people.map((person) => actorOf(person))];
    // Some are asked only once the first stages are through, so all go on trying, seven times and until it is closed.
    let tries = 0;
    await Promise.all(
      voices.map(async (voice) => {
        for (let at = 0, isClosed = false; at < 7 || !isClosed; at += 1) {
          tries += 1;
          const stage = ['security', 'legal', 'last', undefined][at % 4];
          const outcome = await world.run(decideRequest, { ...input, requestId, revision, ...(stage === undefined ? {} : { stage }) }, voice, { now }).then(({ state }) => state, (error: unknown) => error);
          if (typeof outcome !== 'string') expect(outcome).toBeInstanceOf(ProblemError);
          // Who is asked by no stage any more doesn't see the request.
          isClosed = outcome === 'approved' || (outcome instanceof ProblemError && (outcome.kind === 'not-found' || outcome.message.startsWith('This request is closed')));
        }
      }),
    );
    await archive(world.db, key);

    expect(tries).toBeGreaterThanOrEqual(64);
    const decisions = await world.db.prisma.decision.findMany({ where: { requestId } });
    const count = (stage: string): number => decisions.filter((decision) => decision.stage === stage).length;
    expect([count('security'), count('legal'), count('last')]).toEqual([2, 2, 1]);
    expect(new Set(decisions.map(({ reviewerId }) => reviewerId)).size).toBe(5);
    expect(await eventsOf(requestId)).toEqual(['request.submitted', ...Array.from({ length: 4 }, () => 'request.stage_approved'), 'request.approved', 'site.audience_widened']);
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ audience: 'workspace_all', revision: 2 });
    expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: true });
  }, 60_000);
});

describe('asking at the same moment', () => {
  it('makes one open request, whoever asks', async () => {
    const siteId = await world.site();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, at) => world.run(requestWidening, { siteId, audience: everyone, reason: 'Useful.' }, at % 2 === 0 ? 'olga' : 'ada')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ kind: 'conflict' });
    expect(await world.db.prisma.request.count({ where: { siteId } })).toBe(1);
  });
});
