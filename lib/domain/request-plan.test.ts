import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noJudgement } from './judge-policies';
import { missingFor, remarksOn } from './request-missing';
import { mayAnswer, planOf, stageFor, usualStage, type Answerer, type PlanFacts, type PlanStage, type RoundAnswer } from './request-plan';

const stage = (key: string, more: Partial<PlanStage> = {}): PlanStage => ({ ...usualStage, key, name: key, ...more });
const pool = (who: string[], alternates: string[] = [], named: string[] = []) => ({ who: new Set(who), alternates: new Set(alternates), named: new Set(named) });
const approval = (reviewerId: string, key = 'review', onBehalfOfId: string | null = null): RoundAnswer => ({ reviewerId, onBehalfOfId, stage: key, answer: 'approve', gains: 1 });
const facts = (stages: PlanStage[], pools: Record<string, ReturnType<typeof pool>>, more: Partial<PlanFacts> = {}): PlanFacts => ({
  judgement: { ...noJudgement(), stages },
  pools: new Map(Object.entries(pools)),
  admins: new Set(['ada', 'abe']),
  answers: [],
  requesterId: 'olga',
  ownerId: 'olga',
  isEscalated: false,
  evidence: [],
  ...more,
});
const alone = (personId: string, more: Partial<Answerer> = {}): Answerer => ({ personId, decidesByRole: false, inPlaceOf: [], ...more });

describe('a plan', () => {
  it('without a policy’s stage is the usual review, by one', () => {
    const open = facts([], { review: pool(['rita']) });
    expect(planOf(open)).toMatchObject({ isReady: false, stages: [{ key: 'review', state: 'open', approvals: 1 }] });
    expect(planOf({ ...open, answers: [approval('rita')] }).isReady).toBe(true);
  });

  it('opens a stage once all earlier ones are through', () => {
    const stages = [stage('c', { order: 2 }), stage('b'), stage('a')];
    const given = facts(stages, { a: pool(['a1']), b: pool(['b1']), c: pool(['c1']) });
    const states = (answers: RoundAnswer[]) => planOf({ ...given, answers }).stages.map(({ key, state }) => `${key} ${state}`);
    expect(states([])).toEqual(['a open', 'b open', 'c waiting']);
    expect(states([approval('a1', 'a')])).toEqual(['a through', 'b open', 'c waiting']);
    expect(states([approval('a1', 'a'), approval('b1', 'b')])).toEqual(['a through', 'b through', 'c open']);
    expect(mayAnswer(given, planOf(given), 'c', alone('c1'))).toMatchObject({ may: false, because: 'state', reason: 'It is not the turn of “c” yet: “a” and “b” come first.' });
  });

  it('counts an approval only while its giver could still give it', () => {
    const given = facts([stage('review', { approvals: 2 })], { review: pool(['rita', 'rob']) }, { answers: [approval('rita'), approval('rob')] });
    expect(planOf(given).isReady).toBe(true);
    expect(planOf({ ...given, pools: new Map([['review', pool(['rita', 'ron'])]]) }).isReady).toBe(false);
    // Rob became the owner.
    expect(planOf({ ...given, ownerId: 'rob' }).isReady).toBe(false);
  });

  it('lets admins in where too few are left, alternates first, and says so', () => {
    const [planned] = planOf(facts([stage('review')], { review: pool([], ['hal']) })).stages;
    expect([planned?.standIns, [...(planned?.eligible ?? [])]]).toEqual(['alternates', ['hal']]);
    const plan = planOf(facts([stage('review', { approvals: 4 })], { review: pool(['rita'], ['hal']) }));
    expect(plan.stages[0]).toMatchObject({ standIns: 'admins', withinReach: 4, asked: 1 });
    expect(plan.stages.flatMap((each) => remarksOn(each, false))).toEqual(['“review”: Too few of those whom it asks are there, so the admins can answer it too.']);
    const beyond = planOf(facts([stage('review', { approvals: 5 })], { review: pool(['rita'], ['hal']) }));
    expect(beyond.stages.flatMap((each) => remarksOn(each, false))[1]).toContain('needs 5 approvals, and only 4 people could give one');
  });

  it('asks the alternates once it was escalated, and the admins where there are none', () => {
    const named = stage('review', { alternates: usualStage.who });
    expect(planOf(facts([named], { review: pool(['rita'], ['hal']) }, { isEscalated: true })).stages[0]).toMatchObject({ standIns: 'alternates', withinReach: 2 });
    expect(planOf(facts([stage('review')], { review: pool(['rita']) }, { isEscalated: true })).stages[0]).toMatchObject({ standIns: 'admins', withinReach: 3 });
  });

  it('is not ready while evidence is missing or failed, or a policy forbids it', () => {
    const policy = { key: 'p', name: 'P', version: 2 };
    const judgement = { ...noJudgement(), evidence: [{ kind: 'build' as const, because: [policy] }] };
    const given = { ...facts([], { review: pool(['rita']) }), judgement, answers: [approval('rita')] };
    expect(missingFor(planOf(given))).toEqual(['“Build” is missing.']);
    expect(missingFor(planOf({ ...given, evidence: [{ kind: 'build', outcome: 'failed' }] }))).toEqual(['“Build” shows that something failed; it has to pass.']);
    expect(planOf({ ...given, evidence: [{ kind: 'build', outcome: 'not_applicable' }] }).isReady).toBe(true);
    const forbidden = { ...judgement, evidence: [], forbidden: [{ policy, message: 'No.' }] };
    expect(missingFor(planOf({ ...given, judgement: forbidden }))).toEqual(['No. (“P”, version 2)']);
  });
});

describe('answering', () => {
  const review = facts([stage('review', { approvals: 2 })], { review: pool(['rita', 'rob', 'hal'], [], ['hal']) });
  const ask = (answerer: Answerer, more: Partial<PlanFacts> = {}, onBehalfOf?: string) => {
    const now = { ...review, ...more };
    return mayAnswer(now, planOf(now), 'review', answerer, onBehalfOf);
  };

  it('is for those whom the stage asks, once, and never on one’s own', () => {
    expect(ask(alone('rita'))).toEqual({ may: true, onBehalfOfId: null });
    expect(ask(alone('mia'))).toMatchObject({ may: false, because: 'person' });
    expect(ask(alone('rita'), { answers: [approval('rita')] })).toMatchObject({ may: false, because: 'state' });
    for (const own of [{ requesterId: 'rita' }, { ownerId: 'rita' }]) expect(ask(alone('rita'), own)).toMatchObject({ may: false, because: 'person' });
  });

  it('in somebody’s place gives what is theirs by name; a role only to somebody who decides by role', () => {
    expect(ask(alone('mia', { inPlaceOf: ['hal'] }))).toEqual({ may: true, onBehalfOfId: 'hal' });
    expect(ask(alone('mia', { inPlaceOf: ['rita'] })).may).toBe(false);
    expect(ask(alone('ada', { inPlaceOf: ['rita'], decidesByRole: true }))).toEqual({ may: true, onBehalfOfId: 'rita' });
    // Nobody has two voices: not the one who is away, nor the one who is there.
    expect(ask(alone('mia', { inPlaceOf: ['hal'] }), { answers: [approval('hal')] }).may).toBe(false);
    expect(ask(alone('hal'), { answers: [approval('mia', 'review', 'hal')] })).toMatchObject({ may: false, reason: 'Somebody has answered this request in your place already.' });
    expect(ask(alone('olga', { inPlaceOf: ['hal'] })).may).toBe(false);
    expect(ask(alone('mia', { inPlaceOf: ['olga'] }), { pools: new Map([['review', pool(['olga', 'rita', 'rob'], [], ['olga'])]]) }).may).toBe(false);
  });
});

const who = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 6 });
const stages = fc.array(fc.record({ approvals: fc.integer({ min: 1, max: 3 }), order: fc.integer({ min: 1, max: 3 }), who, alternates: fc.option(who), named: fc.boolean() }), { minLength: 1, maxLength: 4 });
const attempts = fc.array(fc.record({ by: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), inPlaceOf: who, decidesByRole: fc.boolean(), stage: fc.option(fc.integer({ min: 0, max: 3 })) }), { maxLength: 40 });

describe('whoever tries what in whatever order', () => {
  it('nobody approves their own, nobody counts twice, and nothing is ready without every quorum', () => {
    fc.assert(
      fc.property(stages, attempts, fc.boolean(), fc.constantFrom('a', 'h'), fc.constantFrom('a', 'b', null), (given, tries, isEscalated, requesterId, ownerId) => {
        const planned = given.map((each, at) => stage(`s${at}`, { approvals: each.approvals, order: each.order, alternates: each.alternates === null ? null : usualStage.who }));
        const pools = Object.fromEntries(given.map((each, at) => [`s${at}`, pool(each.who, each.alternates ?? [], each.named ? [...each.who, ...(each.alternates ?? [])] : [])]));
        let now = facts(planned, pools, { admins: new Set(['f', 'g']), isEscalated, requesterId, ownerId });
        for (const { by, inPlaceOf, decidesByRole, stage: at } of tries) {
          const plan = planOf(now);
          if (plan.isReady) break;
          const answerer = alone(by, { inPlaceOf: inPlaceOf.filter((id) => id !== by), decidesByRole });
          const found = at === null ? stageFor(now, plan, answerer) : { stage: `s${at}`, verdict: mayAnswer(now, plan, `s${at}`, answerer) };
          if (found === null || !found.verdict.may) continue;
          const before = now.answers.length;
          now = { ...now, answers: [...now.answers, approval(by, found.stage, found.verdict.onBehalfOfId)] };
          expect(now.answers).toHaveLength(before + 1);
        }
        const used = now.answers.flatMap(({ reviewerId, onBehalfOfId }) => (onBehalfOfId === null ? [reviewerId] : [reviewerId, onBehalfOfId]));
        expect(new Set(used).size).toBe(used.length);
        expect(used).not.toContain(requesterId);
        expect(used).not.toContain(ownerId);
        const isThrough = planned.every(({ key, approvals }) => now.answers.filter((answer) => answer.stage === key).length >= approvals);
        if (planOf(now).isReady) expect(isThrough).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
