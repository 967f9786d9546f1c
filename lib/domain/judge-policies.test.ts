import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inForce, policyFacts, type FactsInput } from '../../tests/support/policy-facts';
import { judgeByAnswers, noJudgement, type PolicyAnswer } from './judge-policies';
import { policyTriggers, type PolicyEffect } from './policy';
import { policyJudgementSchema } from './policy-judgement';
import type { Deciders, Stage } from './stage';

const who = (deciders: Partial<Deciders>): Deciders => ({ roles: [], people: [], groups: [], relations: [], ...deciders });
const stage = (more: Partial<Stage> = {}): Stage => ({ key: 'review', name: 'Review', who: who({ roles: ['reviewer'] }), alternates: null, approvals: 1, order: 1, ...more });
const ann = '019a0000-0000-7000-8000-000000000001';

/** The judgement of one policy for each list of effects, all of which hold. */
function judged(effects: PolicyEffect[][], change: FactsInput['change'] = {}) {
  const policies = inForce(effects.map((each, index) => ({ key: `p${index}`, name: `Policy ${index}`, description: null, isEnabled: true, triggers: [...policyTriggers], condition: 'true', effects: each })));
  return judgeByAnswers(policies.map((policy) => ({ policy, held: true })), policyFacts({ change }).change);
}

describe('a judgement', () => {
  it('of nothing asks nothing', () => {
    expect(judgeByAnswers([], policyFacts().change)).toEqual(noJudgement());
  });

  it('names the policy and its version behind every word, and all that were asked', () => {
    const [policy] = inForce([{ key: 'p', name: 'P', description: null, isEnabled: true, triggers: ['widen'], condition: 'true', effects: [{ effect: 'forbid', message: 'No.' }] }]);
    if (policy === undefined) throw new Error('there is one');
    const answers: PolicyAnswer[] = [{ policy: { ...policy, version: 7 }, held: true }, { policy: { ...policy, key: 'q' }, held: false }, { policy: { ...policy, key: 'r' }, failure: 'It threw.' }];
    const judgement = judgeByAnswers(answers, policyFacts().change);
    expect(judgement.forbidden).toEqual([
      { policy: { key: 'p', name: 'P', version: 7 }, message: 'No.' },
      { policy: { key: 'r', name: 'P', version: 1 }, message: expect.stringContaining('It threw. Until an admin has mended it, it forbids.') as string, failure: 'It threw.' },
    ]);
    expect(judgement.asked).toEqual([
      { key: 'p', name: 'P', version: 7, held: true, failure: null },
      { key: 'q', name: 'P', version: 1, held: false, failure: null },
      { key: 'r', name: 'P', version: 1, held: false, failure: 'It threw.' },
    ]);
    expect(policyJudgementSchema.parse(JSON.parse(JSON.stringify(judgement)))).toEqual(judgement);
  });

  it('keeps the tightest limit, and forbids what is beyond any', () => {
    const limit = (mode: 'custom' | 'admins_only' | null, people: number | null): PolicyEffect[] => [{ effect: 'limit_audience', mode, people, message: `${mode ?? ''}${people ?? ''}` }];
    const judgement = judged([limit('custom', null), limit(null, 30), limit('admins_only', 10)], { to: 'custom', reach: 20 });
    expect(judgement.limits).toEqual({ mode: 'admins_only', people: 10, lifetimeDays: null, durationDays: null });
    expect(judgement.forbidden.map(({ message }) => message)).toEqual(['admins_only10']);
    expect(judged([limit('custom', 20)], { to: 'custom', reach: 20 }).forbidden).toEqual([]);
    expect(judged([limit('custom', null)], { to: 'workspace_all' }).forbidden).toHaveLength(1);
  });

  it.each([
    [{ trigger: 'renew', lifetimeDays: 30 }, 0],
    [{ trigger: 'renew', lifetimeDays: 31 }, 1],
    [{ trigger: 'renew', lifetimeDays: -1 }, 0],
    [{ trigger: 'widen', durationDays: 90 }, 0],
    [{ trigger: 'widen', durationDays: 91 }, 1],
    [{ trigger: 'widen', durationDays: -1 }, 1],
    [{ trigger: 're_enable', durationDays: -1 }, 0],
  ] as const)('limits spans: %j', (change, count) => {
    const judgement = judged([[{ effect: 'limit_lifetime', days: 30, message: 'Too long.' }], [{ effect: 'limit_duration', days: 90, message: 'For too long.' }]], change.trigger === 'widen' ? change : { ...change, durationDays: -1 });
    expect(judgement.forbidden).toHaveLength(count);
    expect(judgement.limits).toMatchObject({ lifetimeDays: 30, durationDays: 90 });
  });

  it('asks for evidence once, with every policy that wants it', () => {
    const judgement = judged([[{ effect: 'require_evidence', kinds: ['build', 'data_note'] }], [{ effect: 'require_evidence', kinds: ['data_note'] }]]);
    expect(judgement.evidence.map(({ kind, because }) => [kind, because.map(({ key }) => key)])).toEqual([['build', ['p0']], ['data_note', ['p0', 'p1']]]);
  });

  it('calls low risk only what nobody warns of or forbids', () => {
    expect(judged([[{ effect: 'low_risk' }]]).isLowRisk).toBe(true);
    expect(judged([[{ effect: 'low_risk' }], [{ effect: 'warn', message: 'Hm.' }]]).isLowRisk).toBe(false);
    expect(judged([[{ effect: 'low_risk' }], [{ effect: 'forbid', message: 'No.' }]]).isLowRisk).toBe(false);
    expect(judged([[{ effect: 'warn', message: 'Hm.' }]]).isLowRisk).toBe(false);
  });

  it('disables at drift and sweep alone, and re-reviews at a change alone', () => {
    const effects: PolicyEffect[][] = [[{ effect: 'disable', message: 'Off.' }], [{ effect: 're_review', narrowFirst: false, message: 'Again.' }], [{ effect: 're_review', narrowFirst: true, message: 'Closed.' }]];
    for (const trigger of policyTriggers) {
      const { disable, reReview } = judged(effects, { trigger });
      expect(disable.length, trigger).toBe(trigger === 'drift' || trigger === 'sweep' ? 1 : 0);
      expect(reReview, trigger).toEqual(trigger === 'change' ? { narrowFirst: true, reasons: [expect.anything(), expect.anything()] } : null);
    }
  });
});

describe('stages', () => {
  const stagesOf = (...all: Stage[]) => judged(all.map((each): PolicyEffect[] => [{ effect: 'require_stage', stage: each }])).stages;

  it('of one key are one: the larger quorum, the earlier turn, all reasons', () => {
    const [merged, ...rest] = stagesOf(stage({ order: 2 }), stage({ approvals: 3 }), stage());
    expect(rest).toEqual([]);
    expect(merged).toMatchObject({ name: 'Review', approvals: 3, order: 1, who: who({ roles: ['reviewer'] }), also: [] });
    expect(merged?.because.map(({ key }) => key)).toEqual(['p0', 'p1', 'p2']);
  });

  it('come in order', () => {
    expect(stagesOf(stage({ key: 'z', order: 2 }), stage({ key: 'b' }), stage({ key: 'a' })).map(({ key }) => key)).toEqual(['a', 'b', 'z']);
  });

  it('keep the narrower list, and both where neither is within the other', () => {
    const wide = who({ roles: ['reviewer', 'admin'] });
    const reviewers = who({ roles: ['reviewer'] });
    const anns = who({ people: [ann] });
    for (const all of [[wide, reviewers], [reviewers, wide], [reviewers, reviewers]]) expect(stagesOf(...all.map((each) => stage({ who: each })))[0]).toMatchObject({ who: reviewers, also: [] });
    expect(stagesOf(stage({ who: wide }), stage({ who: anns }), stage({ who: reviewers }))[0]).toMatchObject({ who: anns, also: [reviewers] });
  });

  it('have alternates only where everybody agrees to them', () => {
    const admins = who({ roles: ['admin'] });
    expect(stagesOf(stage({ alternates: admins }), stage())[0]?.alternates).toBeNull();
    expect(stagesOf(stage({ alternates: admins }), stage({ alternates: who({ roles: ['admin', 'reviewer'] }) }))[0]?.alternates).toEqual(admins);
    expect(stagesOf(stage({ alternates: admins }), stage({ alternates: who({ people: [ann] }) }))[0]?.alternates).toBeNull();
  });

  it('let nobody answer whom a policy would not have let answer, in whichever order they are asked', () => {
    const people = ['a', 'b', 'c', 'd'];
    const anybody = fc.record({ roles: fc.subarray(['reviewer', 'admin'] as const), people: fc.subarray(people), groups: fc.constant<string[]>([]), relations: fc.constant<Deciders['relations']>([]) });
    const isAmong = ({ roles, people: named }: Deciders, person: string): boolean => named.includes(person) || (person === 'a' && roles.includes('reviewer')) || (person === 'b' && roles.includes('admin'));
    fc.assert(
      fc.property(fc.array(anybody, { minLength: 1, maxLength: 5 }), (all) => {
        const [merged] = stagesOf(...all.map((each) => stage({ who: each })));
        for (const person of people) {
          const may = merged !== undefined && [merged.who, ...merged.also].every((each) => isAmong(each, person));
          expect(may).toBe(all.every((each) => isAmong(each, person)));
        }
      }),
    );
  });
});
