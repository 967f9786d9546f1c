import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionFieldOf, conditionFields, readCondition, writeCondition, type Clause, type ConditionField } from './policy-condition';

const fieldNames = Object.keys(conditionFields) as ConditionField[];

const clause = fc.constantFrom(...fieldNames).chain((field): fc.Arbitrary<Clause> => {
  const known = conditionFieldOf(field);
  const value = {
    none: fc.constant(null),
    number: fc.nat(999_999_999),
    words: fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 4 }),
    choices: fc.subarray(known.value === 'choices' ? known.options.map((option) => option.value) : ['-'], { minLength: 1 }),
  }[known.value] as fc.Arbitrary<Clause['value']>;
  return fc.record({ field: fc.constant(field), isNot: fc.boolean(), value });
});
const form = fc.record({ match: fc.constantFrom('all', 'any'), clauses: fc.array(clause, { minLength: 2, maxLength: 5 }) });

describe('a condition of the form', () => {
  it('is read again as it was written, however it is spaced', () => {
    fc.assert(
      fc.property(form, (written) => {
        const text = writeCondition(written);
        expect(readCondition(text)).toEqual(written);
        expect(readCondition(`  (${text})\n`)).toBeNull();
      }),
    );
    expect(readCondition('sources . exists ( s ,\n s.isSensitive ) &&(change.gains>50)')).toEqual({
      match: 'all',
      clauses: [
        { field: 'sensitive', isNot: false, value: null },
        { field: 'gains', isNot: false, value: 50 },
      ],
    });
  });

  it('has a clear text', () => {
    const clauses: Clause[] = [
      { field: 'classification', isNot: false, value: ['team_internal', 'company_wide'] },
      { field: 'sensitivity', isNot: true, value: ['legal'] },
      { field: 'reach', isNot: false, value: 50 },
    ];
    expect(writeCondition({ match: 'any', clauses })).toBe(
      'site.classification in ["team_internal", "company_wide"] || !(sources.exists(s, s.sensitivity in ["legal"])) || change.reach > 50',
    );
    expect(writeCondition({ match: 'all', clauses: [] })).toBe('true');
    expect(readCondition(' true ')).toEqual({ match: 'all', clauses: [] });
  });

  it('may hold one field alone, and words in either quotes', () => {
    expect(readCondition("site.department in ['Legal', \"R&D || x\"]")).toEqual({ match: 'all', clauses: [{ field: 'department', isNot: false, value: ['Legal', 'R&D || x'] }] });
  });

  it.each([
    ['site.classification == "external_candidate"', { field: 'classification', isNot: false, value: ['external_candidate'] }],
    ['change.to != "workspace_all"', { field: 'to', isNot: true, value: ['workspace_all'] }],
    ['change.reach <= 10', { field: 'reach', isNot: true, value: 10 }],
    ['sources.exists(s, s.allowed == "forbidden")', { field: 'allowed', isNot: false, value: ['forbidden'] }],
    ['sources.exists(s, s.allowed == "read_only" && s.writes)', { field: 'writesTo', isNot: false, value: ['read_only'] }],
    ['size(site.uses) > 0', { field: 'anyUse', isNot: false, value: null }],
  ])('is also what says the same in other signs: %s', (text, clause) => expect(readCondition(text)).toEqual({ match: 'all', clauses: [clause] }));
});

describe('a text that is no form', () => {
  it.each([
    ['all and any at once', 'site.isOfficial && site.hasOwner || change.gains > 1'],
    ['another comparison', 'change.gains >= 50'],
    ['another field', 'site.slug == "a"'],
    ['a word that there is not', 'site.classification in ["secret"]'],
    ['no word', 'site.classification in []'],
    ['a comma too many', 'site.department in ["a",]'],
    ['a calculation', 'change.gains > 50 + 1'],
    ['a number that is none', 'change.gains > 5.5'],
    ['an escape of CEL’s own', 'site.department in ["\\x41"]'],
    ['something else of a source', 'sources.exists(s, s.key != "crm")'],
    ['two words where one belongs', 'site.state == "live", "draft"'],
    ['two denials', '!(!(site.isOfficial))'],
    ['brackets that part two clauses', '(site.isOfficial) && (change.gains > 1 || site.isOfficial)'],
    ['nothing', ''],
    ['an open string', 'site.department in ["a'],
    ['what is no CEL', 'site.isOfficial ?'],
  ])('%s', (_what, text) => expect(readCondition(text)).toBeNull());
});
