import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import { checkCondition, ConditionFailure, readCondition } from './cel';
import { toConditionFacts } from './condition-facts';

const facts: PolicyFacts = {
  site: {
    slug: 'crm-notes', title: 'CRM notes', purpose: 'Notes of calls', state: 'live', classification: 'team_internal', department: 'Sales', audience: 'custom', observed: '',
    drift: 'none', tags: ['crm'], uses: ['payment_approval'], isOfficial: false, onLegalHold: false, isComplete: true, hasOwner: true, hasSuccessor: false, ageDays: 12,
    daysToExpiry: 30, daysSinceReview: -1, daysSinceVisit: 0, bindings: [{ kind: 'd1', name: 'DB', noteIsComplete: false }], secrets: [{ key: 'API_KEY', ageDays: 200 }],
    oldestSecretDays: 200, undeclaredKeys: 0, unreviewedVersions: 2,
  },
  change: { trigger: 'widen', from: 'custom', to: 'workspace_all', reach: 120, gains: 118, groups: [], durationDays: -1, lifetimeDays: -1, changed: [] },
  people: { requester: 'ann@siteward.test', requesterRoles: ['member'], requesterIsOwner: true, ownerDepartment: 'Sales', gainingDepartments: ['Legal', 'Finance'] },
  sources: [{ key: 'salesforce', name: 'Salesforce', sensitivity: 'customer', isSensitive: true, mode: 'write_capable', allowed: 'read_only', writes: true, hasOwner: false }],
  conflicts: [],
};

const asked = (text: string, given: PolicyFacts = facts): boolean => {
  const read = readCondition(text);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.holds(toConditionFacts(given));
};

describe('a condition', () => {
  it.each([
    ['true', true],
    ['change.reach > 50', true],
    ['change.gains < 50 && site.state == "live"', false],
    ['sources.exists(s, s.isSensitive && s.writes)', true],
    ['sources.all(s, s.allowed == "forbidden")', false],
    ['sources.filter(s, s.writes).exists_one(s, s.key == "salesforce")', true],
    ['"payment_approval" in site.uses', true],
    ['site.classification in ["personal_draft", "team_internal"]', true],
    ['site.bindings.exists(b, !b.noteIsComplete)', true],
    ['site.secrets.map(s, s.ageDays).exists(days, days > 180)', true],
    ['size(conflicts) == 0 && conflicts.size() == 0', true],
    ['site.slug.like("crm-*") && !site.title.like("CRM")', true],
    ['site.title.like("*M*t*s")', true],
    ['site.title.like("*zz*")', false],
    ['people.ownerDepartment + "!" == "Sales!"', true],
    ['site.daysToExpiry - 10 == 20 && site.daysSinceReview == -1', true],
    ['site.observed == "" ? true : false', true],
    ['!(people.requesterIsOwner) || site.ageDays + 1 > 12', true],
    ['people.gainingDepartments.exists(d, d != people.ownerDepartment)', true],
    ['has(site.title)', true],
  ])('%s: %s', (text, expected) => {
    expect(asked(text)).toBe(expected);
  });

  it.each([
    ['', 0, 0, 'Unexpected'],
    ['site.', 5, 5, ''],
    ['site.reach > 5', 5, 10, 'No such key: reach'],
    ['sit.state == "live"', 0, 3, 'Did you mean “site”?'],
    ['change.raech > 5', 7, 12, 'Did you mean “reach”?'],
    ['change.reach > "5"', 0, 18, 'no such overload: int > string'],
    ['change.reach', 0, 12, 'says yes or no'],
    ['site.state == "livee"', 14, 21, 'Did you mean “live”?'],
    ['"workspace" == change.to', 0, 11, 'workspace_all'],
    ['change.to in ["custom", "everybody"]', 24, 35, '“everybody” can never be there'],
    ['"payment" in site.uses', 0, 9, 'Did you mean “payment_approval”?'],
    ['sources.exists(s, s.sensitivity == "secret")', 35, 43, 'one of public'],
    ['sources.filter(s, s.writes).exists(x, x.allowed == "write")', 51, 58, 'write_capable'],
    ['site.uses.exists(u, u == "payments")', 25, 35, 'payment_approval'],
    ['site.slug.matches("(a+)+$")', 0, 27, 'can run for ever'],
    ['cel.bind(a, 1, a > 0)', 0, 21, 'not offered'],
    ['{"a": 1} == {"a": 1}', 0, 8, 'not offered'],
    ['b"a" == b"b"', 0, 4, 'not offered'],
    ['dyn(site.state) == 1', 0, 15, 'not offered'],
    ['spend(change.groups, 1) == change.groups', 0, 23, 'spend'],
    ['site.tags + site.tags == site.tags', 0, 34, 'put together'],
    [`${'('.repeat(200)}true${')'.repeat(200)}`, 0, 404, ''],
    [`[${'1,'.repeat(600)}1] == [1]`, 0, 0, ''],
  ])('%s is refused where it goes wrong', (text, from, to, message) => {
    const problem = checkCondition(text);
    expect(problem).not.toBeNull();
    expect(problem?.message).toContain(message);
    expect(problem?.from).toBeGreaterThanOrEqual(0);
    expect(problem?.to).toBeLessThanOrEqual(text.length);
    if (message !== '' && to > 0) expect([problem?.from, problem?.to]).toEqual([from, to]);
  });

  it('is shown in the documentation as it can be written', () => {
    const [, examples = ''] = /```cel\n([^`]+)```/.exec(readFileSync('docs/policies.md', 'utf8')) ?? [];
    const lines = examples.trim().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(checkCondition(line), line).toBeNull();
  });

  it('fails when it throws, also where only some facts make it throw', () => {
    expect(() => asked('int(site.title) > 0')).toThrow(ConditionFailure);
    expect(() => asked('100 / (site.ageDays - 12) > 0')).toThrow('division by zero');
    expect(() => asked('[1][site.ageDays] == 1')).toThrow(ConditionFailure);
    expect(asked('100 / (site.ageDays - 11) > 0')).toBe(true);
  });

  it('never runs for ever: the cost is counted, and nothing swallows that it is too much', () => {
    const many = { ...facts, change: { ...facts.change, groups: Array.from({ length: 10_000 }, (_, index) => `g${index}`) } };
    for (const text of [
      'change.groups.all(a, change.groups.all(b, change.groups.all(c, a != b + c)))',
      'change.groups.exists(a, change.groups.exists(b, change.groups.exists(c, a == b + c))) || true',
      'change.groups.exists(a, a in change.groups && false)',
      'size(change.groups.map(a, change.groups.map(b, b))) == 0',
      `["aaaaaaaa"]${'.map(a, a + a)'.repeat(40)}.exists(a, a == "b")`,
    ]) {
      const begun = performance.now();
      expect(() => asked(text, many), text).toThrow('too costly');
      expect(performance.now() - begun).toBeLessThan(1500);
    }
    expect(asked('change.groups.exists(g, g.startsWith("ext-"))', many)).toBe(false);
  });
});
