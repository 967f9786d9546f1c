import { z } from 'zod';
import { audienceModes, observedModes } from '@/lib/domain/audience';
import { classifications, sensitivities } from '@/lib/domain/classification';
import { dateRange, type DateRange } from '@/lib/domain/date-range';
import { splitValues, type FilterValue } from '@/lib/domain/filter-values';
import { conditions, siteStates } from '@/lib/domain/site';
import { pageSchema } from '@/lib/gate/page';

/** Values that are words, not ids: nothing there; whoever asks. */
export const nobody = 'none';
export const myself = 'me';

const ownerStatuses = ['active', 'deactivated', nobody] as const;
const completenessValues = ['0', '20', '40', '60', '80', '100'] as const;

/** Alternatives and exclusions of one field. */
export type Choice<Value extends string = string> = { any: Value[]; not: Value[] };

/** Comma-separated values, `-` in front excludes; none at all is no filter. @see lib/domain/filter-values.ts */
function choice<Value extends string>(schema: z.ZodType<Value, string>) {
  return z
    .string()
    .max(8_000, 'At most 8,000 characters of values.')
    .transform((text, context): Choice<Value> | undefined => {
      const values = splitValues(text).flatMap(({ value, excluded }, index) => {
        const parsed = schema.safeParse(value);
        if (parsed.success) return [{ value: parsed.data, excluded }];
        context.addIssue({ code: 'custom', path: [index], message: parsed.error.issues[0]?.message ?? 'Not a value of this field.' });
        return [];
      });
      if (values.length > 200) context.addIssue({ code: 'custom', message: 'At most 200 values.' });
      return values.length === 0 ? undefined : parted(values);
    })
    .optional();
}

function parted<Value extends string>(values: { value: Value; excluded: boolean }[]): Choice<Value> {
  return {
    any: [...new Set(values.filter(({ excluded }) => !excluded).map(({ value }) => value))],
    not: [...new Set(values.filter(({ excluded }) => excluded).map(({ value }) => value))],
  };
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return choice(z.enum(values, {
    error: (issue: { input?: unknown }) => `There is no value “${String(issue.input)}” here. Choose from ${values.join(', ')}.`,
  }));
}

/** A date filter: alternatives and exclusions, each a range that is worked out when it is asked. */
export type DateChoice = { range: DateRange; excluded: boolean }[];

const dates = (facing: 'ahead' | 'back') =>
  z
    .string()
    .max(1_000)
    .transform((text, context): DateChoice | undefined => {
      const found = splitValues(text).map(({ value, excluded }: FilterValue) => ({ range: dateRange(value, facing), excluded, value }));
      for (const { range, value } of found) {
        if (range === null) {
          context.addIssue({ code: 'custom', message: `“${value}” is no span of time. Write <30d, >90d, past, future, none, any, >=2026-12-01 or 2026-12-01..2027-01-01.` });
          return z.NEVER;
        }
      }
      return found.length === 0 ? undefined : found.flatMap(({ range, excluded }) => (range === null ? [] : [{ range, excluded }]));
    })
    .optional();

/** What can be sorted by: every column that the list shows. */
export const siteSortKeys = [
  'title',
  'state',
  'audience',
  'observedAudience',
  'classification',
  'owner',
  'department',
  'expiresAt',
  'reviewDueAt',
  'lastReviewedAt',
  'lastVisitedAt',
  'officialSince',
  'completeness',
  'createdAt',
  'updatedAt',
] as const;
export type SiteSortKey = (typeof siteSortKeys)[number];
export type SiteSort = { key: SiteSortKey; descending: boolean };

const sort = z
  .string()
  .max(400)
  .transform((text, context): SiteSort[] => {
    const seen = new Set<string>();
    return text.split(',').filter(Boolean).map((part) => {
      const descending = part.startsWith('-');
      const key = descending ? part.slice(1) : part;
      const known = siteSortKeys.find((name) => name === key);
      if (known === undefined || seen.has(key)) {
        const message = known === undefined ? `One can’t sort by “${key}”. Choose from ${siteSortKeys.join(', ')}.` : `“${key}” is named twice.`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      seen.add(key);
      return { key: known, descending };
    });
  })
  .optional();

/**
 * How Sites are searched: the one schema that the URL of the list, REST, export, bulk actions and saved views share.
 * Values within a field are alternatives, excluded ones are kept out, fields narrow each other, an unknown field is
 * refused.
 */
export const siteSearchSchema = z.strictObject({
  /** Literal text, found anywhere in name, slug, URL, purpose, owner and project id, whatever its case. */
  q: z.string().max(100_000, 'Search for at most 100,000 characters.').optional(),
  state: oneOf(siteStates),
  audience: oneOf(audienceModes),
  observed: oneOf([...observedModes, nobody]),
  classification: oneOf(classifications),
  sensitivity: oneOf([...sensitivities, nobody]),
  condition: oneOf(conditions),
  completeness: oneOf(completenessValues),
  ownerStatus: oneOf(ownerStatuses),
  /** Department ids or names; `none`. */
  department: choice(z.string().max(200)),
  /** Person ids or e-mail addresses; `me`, `none`. */
  owner: choice(z.string().max(320)),
  successor: choice(z.string().max(320)),
  /** Data source ids, keys or names; `none`. */
  source: choice(z.string().max(200)),
  tag: choice(z.string().max(40)),
  expires: dates('ahead'),
  reviewDue: dates('ahead'),
  reviewed: dates('back'),
  visited: dates('back'),
  created: dates('back'),
  updated: dates('back'),
  official: dates('back'),
  /** Site ids, to look again at rows that one has. */
  id: choice(z.uuid({ error: 'Give Site ids.' })),
  sort,
});
export type SiteSearch = z.output<typeof siteSearchSchema>;

export const listSitesSchema = siteSearchSchema.extend(pageSchema).extend({
  /** Skips so many rows: for scroll bars. A cursor is quicker the deeper one is. */
  offset: z.coerce.number({ error: 'Give a whole number.' }).int('Give a whole number.').min(0, 'At least 0.').max(10_000_000).optional(),
});
