import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyRule } from '@/lib/domain/policy';
import { createPolicy } from '@/lib/policies/commands/create-policy';
import { importPolicies } from '@/lib/policies/commands/import-policies';
import { defaultPolicies } from '@/lib/policies/default-policies';
import { exportPolicies } from '@/lib/policies/export-policies';
import { listPolicies } from '@/lib/policies/list-policies';
import { problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());

const why = 'From the repository';
const apply = (yaml: string, prune = false) => world.run(importPolicies, { yaml, prune, apply: true, why }, 'ada');
const look = (yaml: string, prune = false) => world.run(importPolicies, { yaml, prune, apply: false }, 'aude');
const exported = async () => (await world.read(exportPolicies, {}, 'aude')).yaml;
const outcomes = (report: Awaited<ReturnType<typeof look>>) => Object.fromEntries(report.policies.filter(({ what }) => what !== 'unchanged').map(({ key, what }) => [key, what]));

const board: PolicyRule = {
  key: 'board-looks',
  name: 'The board looks',
  description: 'Two lines,\nwith: signs # and “quotes”',
  isEnabled: false,
  triggers: ['widen', 'change'],
  condition: 'change.gains > 50\n  && site.department == "Legal"',
  effects: [
    {
      effect: 'require_stage',
      stage: { key: 'board', name: 'Board', who: { roles: [], people: [], groups: [], relations: ['source_owner'] }, alternates: { roles: ['admin'], people: [], groups: [], relations: [] }, approvals: 2, order: 3 },
    },
    { effect: 'limit_audience', mode: null, people: 12, message: 'A dozen.' },
  ],
};

describe('a file of policies', () => {
  it('that was exported changes nothing, here or in another workspace', async () => {
    const { effects: [first, ...others], ...rest } = board;
    if (first?.effect !== 'require_stage') throw new Error('the first effect is the stage');
    const who = { ...first.stage.who, people: [world.id('mia')], groups: [world.groups.board] };
    await world.run(createPolicy, { ...rest, effects: [{ ...first, stage: { ...first.stage, who } }, ...others], why }, 'ada');
    const yaml = await exported();
    expect(yaml).toContain('siteward: policies/1');
    expect(yaml).toContain('mia@example.com');
    expect(yaml).toContain('Board');
    expect(yaml).not.toContain(world.id('mia'));
    expect(outcomes(await look(yaml, true))).toEqual({});
    const elsewhere = await World.create(2);
    try {
      await elsewhere.run(importPolicies, { yaml, prune: true, apply: true, why }, 'ada');
      expect((await elsewhere.read(exportPolicies, {}, 'ada')).yaml).toBe(yaml);
      const { items } = await elsewhere.read(listPolicies, {}, 'ada');
      expect(items.find(({ key }) => key === board.key)?.effects[0]).toMatchObject({ stage: { who: { people: [elsewhere.id('mia')], groups: [elsewhere.groups.board] } } });
    } finally {
      await elsewhere.close();
    }
  });

  it('is told apart from what is there, and applied whole', async () => {
    const yaml = `siteward: policies/1
policies:
  - key: board-looks
    name: The board looks
    triggers: [widen]
    condition: change.gains > 500
    effects:
      - { effect: warn, message: Many }
  - key: small
    name: Small
    triggers: [sweep]
    condition: "true"
    effects:
      - effect: disable
        message: Off
`;
    const seen = await look(yaml);
    expect(seen.applied).toBe(false);
    expect(outcomes(seen)).toEqual({ 'board-looks': 'changed', small: 'added' });
    expect(seen.policies.find(({ key }) => key === 'board-looks')?.changes).toMatchObject({ condition: { after: 'change.gains > 500' }, enabled: { before: false, after: true } });
    expect((await world.read(listPolicies, {}, 'ada')).items.map(({ key }) => key)).not.toContain('small');
    expect((await apply(yaml)).applied).toBe(true);
    const { items } = await world.read(listPolicies, {}, 'ada');
    expect(items.find(({ key }) => key === 'board-looks')).toMatchObject({ version: 2, why, condition: 'change.gains > 500', isEnabled: true });
    expect(items).toHaveLength(defaultPolicies.length + 2);
    const without = yaml.slice(0, yaml.indexOf('  - key: small'));
    expect(Object.values(outcomes(await look(without, true)))).toEqual(Array(defaultPolicies.length + 1).fill('archived'));
    await apply(without, true);
    expect((await world.read(listPolicies, {}, 'ada')).items.map(({ key }) => key)).toEqual(['board-looks']);
    expect(outcomes(await look(yaml))).toEqual({ small: 'restored' });
  });
});

describe('a file that can’t be applied says where', () => {
  const one = (more: string) => `siteward: policies/1\npolicies:\n  - key: one\n    name: One\n    triggers: [widen]\n    condition: "true"\n    effects: [{ effect: warn, message: M }]\n${more}`;
  it.each<[string, string, RegExp]>([
    ['no YAML', 'siteward: [', /Line 1/],
    ['another file', 'kind: Deployment', /begins with “siteward: policies\/1”/],
    ['a field that there is not', one('    when: always\n'), /Line 3, column 5: policies \[1\]/],
    ['a field of the wrong type', one('').replace('"true"', '7'), /Line 6, column 16: policies \[1\] condition/],
    ['an effect that there is not', one('').replace('effect: warn', 'effect: explode'), /Line 7/],
    ['a key twice in one rule', one('    name: Two\n'), /Line 8.*unique/],
    ['a policy twice', `${one('')}${one('').split('policies:\n')[1] ?? ''}`, /Line 8, column 10: “one” stands in the file twice/],
    ['a condition that is none', one('').replace('"true"', 'site.stat == "live"'), /Line 6, column 16: The condition of “one”.*Did you mean “state”/],
    ['somebody who is not here', one('').replace('{ effect: warn, message: M }', '{ effect: require_stage, stage: { key: s, name: S, who: { people: [nobody@example.com] } } }'), /person “nobody@example.com”/],
    ['a stage that nobody answers', one('').replace('{ effect: warn, message: M }', '{ effect: require_stage, stage: { key: s, name: S, who: {} } }'), /“one”, effects\[0\].stage.who: Say who may answer/],
    ['more aliases than anybody has', `siteward: policies/1\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\npolicies: [*c, *c, *c, *c]\n`, /Line 1/],
  ])('%s', async (_what, yaml, message) => {
    const before = await exported();
    const problem = await problemOf(apply(yaml));
    expect(problem.kind).toBe('rule');
    expect(problem.message).toMatch(message);
    expect(await exported()).toBe(before);
  });
});
