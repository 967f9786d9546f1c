import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audienceModes } from './audience';
import { sensitivities, sourceModes } from './classification';
import { riskLevelOf, riskOf, riskSchema, type RiskFacts } from './risk';
import { defaultRiskWeights, riskWeightsSchema, type RiskWeights } from './risk-weights';

const points = fc.integer({ min: 0, max: 100 });
const weights: fc.Arbitrary<RiskWeights> = fc.record({
  sensitivity: fc.record(Object.fromEntries(sensitivities.map((each) => [each, points])) as Record<(typeof sensitivities)[number], typeof points>),
  exposurePercent: fc.record({ admins_only: points, custom: points, workspace_all: points }),
  writes: points,
  storage: points,
  unfinishedNotes: points,
  staleSecrets: points,
  secretMaxAgeDays: fc.integer({ min: 1, max: 3650 }),
  unreviewedVersions: points,
  hundredPeople: points,
  forbiddenUse: points,
});

const source = fc.record({
  name: fc.constantFrom('Snowflake', 'Salesforce', 'Slack', 'Hex'),
  sensitivity: fc.constantFrom(...sensitivities),
  mode: fc.constantFrom('read_only' as const, 'write_capable' as const, 'confirmation_required' as const),
  allowed: fc.constantFrom(...sourceModes),
  writes: fc.boolean(),
});

const facts: fc.Arbitrary<RiskFacts> = fc.record({
  change: fc.record({ to: fc.constantFrom(...audienceModes), gains: fc.nat(1_000_000) }),
  site: fc.record({
    bindings: fc.array(fc.record({ kind: fc.constantFrom('d1' as const, 'r2' as const), name: fc.constantFrom('DB', 'FILES'), noteIsComplete: fc.boolean() }), { maxLength: 2 }),
    oldestSecretDays: fc.integer({ min: -1, max: 5000 }),
    unreviewedVersions: fc.nat(200),
  }),
  sources: fc.array(source, { maxLength: 8 }),
  conflicts: fc.array(fc.constant('snowflake + slack'), { maxLength: 2 }),
});

const harmless: RiskFacts = {
  change: { to: 'custom', gains: 4 },
  site: { bindings: [], oldestSecretDays: -1, unreviewedVersions: 0 },
  sources: [],
  conflicts: [],
};

describe('the risk of a widening', () => {
  it('is 0 to 100, and whoever adds up the reasons has it', () => {
    fc.assert(
      fc.property(weights, facts, (some, given) => {
        const risk = riskOf(some, given);
        expect(riskSchema.parse(risk)).toEqual(risk);
        expect(risk.sum).toBe(risk.reasons.reduce((sum, { points: each }) => sum + each, 0));
        expect(risk.score).toBe(Math.min(100, risk.sum));
      }),
    );
  });

  it('explains each part in one sentence, and says each part once', () => {
    fc.assert(
      fc.property(weights, facts, (some, given) => {
        const { reasons } = riskOf(some, given);
        for (const { text } of reasons) expect(text).toMatch(/^\S.*[^.]\.$/);
        expect(new Set(reasons.map(({ part }) => part)).size).toBe(reasons.length);
      }),
    );
  });

  it('never falls when something is added, nor when more people gain', () => {
    fc.assert(
      fc.property(weights, facts, source, fc.nat(5000), (some, given, another, more) => {
        const before = riskOf(some, given).score;
        const worse: RiskFacts[] = [
          { ...given, sources: [...given.sources, another] },
          { ...given, conflicts: [...given.conflicts, 'a + b'] },
          { ...given, change: { ...given.change, gains: given.change.gains + more } },
          { ...given, site: { ...given.site, unreviewedVersions: given.site.unreviewedVersions + more } },
          { ...given, site: { ...given.site, oldestSecretDays: given.site.oldestSecretDays + more } },
          { ...given, site: { ...given.site, bindings: [...given.site.bindings, { kind: 'd1', name: 'DB', noteIsComplete: false }] } },
        ];
        for (const each of worse) expect(riskOf(some, each).score).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('never falls with a wider audience, as long as the weights say so', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const at = (to: RiskFacts['change']['to']) => riskOf(defaultRiskWeights, { ...given, change: { ...given.change, to } }).score;
        expect(at('custom')).toBeGreaterThanOrEqual(at('admins_only'));
        expect(at('workspace_all')).toBeGreaterThanOrEqual(at('custom'));
      }),
    );
  });

  it('does not hang on the order of the sources', () => {
    fc.assert(
      fc.property(weights, facts, (some, given) => {
        expect(riskOf(some, { ...given, sources: given.sources.toReversed() }).score).toBe(riskOf(some, given).score);
      }),
    );
  });

  it('is nothing where nothing is at stake', () => {
    expect(riskOf(defaultRiskWeights, harmless)).toEqual({ score: 0, sum: 0, reasons: [] });
  });

  it('multiplies the most sensitive source with the exposure', () => {
    const sources: RiskFacts['sources'] = [
      { name: 'Slack', sensitivity: 'internal', mode: 'read_only', allowed: 'read_only', writes: false },
      { name: 'Salesforce', sensitivity: 'customer', mode: 'read_only', allowed: 'read_only', writes: false },
    ];
    const risk = riskOf(defaultRiskWeights, { ...harmless, sources });
    expect(risk.score).toBe(20);
    expect(risk.reasons[0]?.text).toBe('Salesforce is the most sensitive source (customer, 40), and 50 % of that counts for the audience “named people and groups”.');
    expect(riskOf(defaultRiskWeights, { ...harmless, sources, change: { to: 'workspace_all', gains: 0 } }).score).toBe(40);
  });

  it('counts at most three writes, three versions and four hundreds of people, and says so', () => {
    const written = ['A', 'B', 'C', 'D'].map((name) => ({ name, sensitivity: 'public' as const, mode: 'write_capable' as const, allowed: 'write_capable' as const, writes: true }));
    const risk = riskOf(defaultRiskWeights, { ...harmless, sources: written, change: { to: 'custom', gains: 999 }, site: { ...harmless.site, unreviewedVersions: 7 } });
    expect(risk.reasons.map(({ part, points: each }) => [part, each])).toEqual([['writes', 24], ['people', 16], ['versions', 12]]);
    expect(risk.reasons.map(({ text }) => text)).toEqual([
      'It writes to A, B, C, D: 8 for each, at most 3.',
      '999 people would gain access: 4 for each full hundred, at most 4.',
      '7 versions were saved since the last review: 4 for each, at most 3.',
    ]);
  });

  it.each([
    ['read_only', 'read_only', 0],
    ['write_capable', 'read_only', 30],
    ['confirmation_required', 'read_only', 30],
    ['write_capable', 'confirmation_required', 30],
    ['confirmation_required', 'confirmation_required', 0],
    ['read_only', 'forbidden', 30],
    ['write_capable', 'write_capable', 0],
  ] as const)('knows that %s use where %s is allowed counts %i', (mode, allowed, expected) => {
    const sources = [{ name: 'Hex', sensitivity: 'public' as const, mode, allowed, writes: false }];
    expect(riskOf(defaultRiskWeights, { ...harmless, sources }).score).toBe(expected);
  });

  it('counts a secret only once it is older than that', () => {
    const at = (oldestSecretDays: number) => riskOf(defaultRiskWeights, { ...harmless, site: { ...harmless.site, oldestSecretDays } }).score;
    expect([at(-1), at(180), at(181)]).toEqual([0, 0, 6]);
  });
});

describe('the level of a risk', () => {
  it('is low, medium or high', () => {
    expect([0, 29, 30, 59, 60, 100].map(riskLevelOf)).toEqual(['low', 'low', 'medium', 'medium', 'high', 'high']);
  });

  it('is worked out from weights that the settings allow', () => {
    expect(riskWeightsSchema.parse(defaultRiskWeights)).toEqual(defaultRiskWeights);
  });
});
