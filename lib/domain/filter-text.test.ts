import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterFields } from './filter-fields';
import { parseFilterText, printFilterText, type FilterParams } from './filter-text';
import { joinValues, type FilterValue } from './filter-values';

const params = (text: string) => {
  const parsed = parseFilterText(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  return parsed.params;
};
/** What is refused, each with the part of the text that it is about. */
const problems = (text: string) => {
  const parsed = parseFilterText(text);
  return parsed.ok ? [] : parsed.problems.map(({ at, length, message }) => [text.slice(at, at + length), message]);
};

describe('the text form of a filter', () => {
  it('reads fields, exclusions and words', () => {
    expect(params('audience:workspace_all expires:<30d -state:retired owner:me "two words"')).toEqual({
      audience: 'workspace_all',
      expires: '<30d',
      state: '-retired',
      owner: 'me',
      q: 'two words',
    });
  });

  it('joins bare and quoted words to one phrase, in their order', () => {
    expect(params('  sales state:live  "a  b"\tforecast ')).toEqual({ state: 'live', q: 'sales a  b forecast' });
  });

  it('gathers the values of a field, however they are spread', () => {
    expect(params('state:live, draft -state:retired state:-disabled,live')).toEqual({ state: 'live,draft,-retired,-disabled' });
    expect(params('tag:"a, b","-c","say ""hi"""')).toEqual({ tag: '"a, b","-c","say ""hi"""' });
  });

  it.each([
    ['is:expired', 'condition:expired'],
    ['-is:live', '-state:live'],
    ['is:over_exposed,draft', 'state:draft condition:over_exposed'],
    ['has:owner', '-owner:none'],
    ['-has:owner', 'owner:none'],
    ['no:owner', 'owner:none'],
    ['has:expires', '-expires:none'],
    ['no:dept,tag', 'department:none tag:none'],
    ['dept:Sales class:team_internal review:overdue', 'classification:team_internal department:Sales reviewDue:past'],
    ['STATE:Live Class:"Team internal" ownerstatus:None', 'state:live classification:team_internal ownerStatus:none'],
    ['expires:2026-12-01..2027-01-01,none', 'expires:2026-12-01..2027-01-01,none'],
    ['expires:PAST,2026-12-01,<=2026-12-31T12:00:00Z', 'expires:past,2026-12-01,"<=2026-12-31T12:00:00Z"'],
    ['"https://crm.example" owner:ada@example.com', 'owner:ada@example.com "https://crm.example"'],
  ])('%s is written %s', (typed, written) => {
    expect(printFilterText(params(typed))).toBe(written);
  });

  it.each<[string, string, RegExp]>([
    ['stat:live', 'stat', /no filter “stat”\. Did you mean “state:”\?/],
    ['live foo:bar', 'foo', /no filter “foo”\. Choose from state, audience, .* put it in quotes/],
    ['https://crm.example', 'https', /put it in quotes/],
    [':live', ':live', /Name a filter before the colon/],
    ['state:', 'state:', /“state:” needs a value/],
    ['state:asleep,live', 'asleep', /no “asleep” for “state”\. Choose from draft, live, disabled, retiring, retired\./],
    ['state:retird', 'retird', /Did you mean “retired”\?/],
    ['state:none', 'none', /no “none” for “state”/],
    ['is:blue', 'blue', /Choose from draft, .*over_exposed\./],
    ['has:state', 'state', /no “state” for “has”/],
    ['expires:soon', 'soon', /“soon” is no date\. Write <30d/],
    ['expires:2026-13-01', '2026-13-01', /is no date/],
    ['visited:<30', '<30', /is no date/],
    ['-state:-live', '-live', /excluded already/],
    ['-word', '-word', /can’t be excluded/],
    ['a "b c', '"b c', /no end/],
    ['tag:"a"b', '"a"', /space after the quote/],
  ])('%s is refused, and why', (text, part, message) => {
    expect(problems(text)).toEqual([[part, expect.stringMatching(message)]]);
  });

  it('names every problem at once, from left to right', () => {
    expect(problems('stat:live expires:soon "x').map(([part]) => part)).toEqual(['stat', 'soon', '"x']);
  });

  it('is read back as it is written', () => {
    fc.assert(
      fc.property(anyParams, (given) => {
        const text = printFilterText(given);
        expect(params(text)).toEqual(given);
        expect(printFilterText(params(text))).toBe(text);
      }),
    );
  });

  it('takes any text without throwing, and settles once it is understood', () => {
    const pieces = fc.constantFrom('state:', '-', '"', '""', ',', ' ', 'live', 'owner:', ':', '<30d', '\n', '%', '😀', 'עברית');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces).map((all) => all.join(''))), (text) => {
        const parsed = parseFilterText(text);
        if (parsed.ok) expect(parseFilterText(printFilterText(parsed.params))).toEqual(parsed);
        else for (const { at, length } of parsed.problems) expect(text.slice(at, at + length)).not.toBe('');
      }),
    );
  });

  it.each(['x', 'a b ', '%_', '😀', '"', 'שלום ', 'a:'])('finds 10,000 characters of %j literally', (unit) => {
    const q = unit.repeat(Math.ceil(10_000 / unit.length));
    expect(params(printFilterText({ q, tag: joinValues([{ value: q, excluded: true }]) })).q).toBe(q);
  });
});

const words: Record<string, fc.Arbitrary<string>> = {
  date: fc.constantFrom('<30d', '>12w', 'past', 'future', 'none', 'any', '2026-12-01..2027-01-01', '<2026-12-01', '>=2026-12-01'),
  free: fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constantFrom('me', 'none', '-x', 'a,b', '"', 'a b', 'k:v', '‏עברית', '😀', '%', '_', ' '))
    .filter((value) => !/^(me|none)$/i.test(value) || value === value.toLowerCase()),
};

/** Parameters as a list's URL has them once they are in order. */
const anyParams: fc.Arbitrary<FilterParams> = fc.record(
  Object.fromEntries([
    ['q', fc.oneof(fc.string({ minLength: 1 }), fc.lorem(), fc.constantFrom('  ', '-a', 'a:b', 'a "b"', '""', ','))],
    ...filterFields.map((field): [string, fc.Arbitrary<string>] => {
      const listed = field.options.map(({ value }) => value);
      const value = field.kind === 'enum' ? fc.constantFrom(...listed) : (words[field.kind] ?? words['free'] ?? fc.constant(''));
      const values = fc.uniqueArray(fc.record({ value, excluded: fc.boolean() }), { minLength: 1, maxLength: 4, selector: ({ value: each, excluded }: FilterValue) => `${excluded}${each}` });
      return [field.key, values.map((all) => joinValues(all.toSorted((left, right) => Number(left.excluded) - Number(right.excluded))))];
    }),
  ]),
  { requiredKeys: [] },
);
