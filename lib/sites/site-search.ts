import { z } from 'zod';
import { audienceModes } from '@/lib/domain/audience';
import { classifications } from '@/lib/domain/classification';
import { conditions, siteStates } from '@/lib/domain/site';
import { pageSchema } from '@/lib/gate/page';

/** A comma-separated list of values; an empty one is no filter. */
function list<Value extends string>(value: z.ZodType<Value, string>) {
  return z
    .string()
    .max(4000)
    .transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
    .pipe(z.array(value).max(100))
    .optional();
}

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
  'completeness',
  'createdAt',
  'updatedAt',
] as const;
export type SiteSortKey = (typeof siteSortKeys)[number];
export type SiteSort = { key: SiteSortKey; descending: boolean };

const oneOf = (values: readonly string[]) => ({
  error: (issue: { input?: unknown }) => `There is no value “${String(issue.input)}” here. Choose from ${values.join(', ')}.`,
});

const sort = z
  .string()
  .max(200)
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

/** Values of `owner` and `source` that are words, not ids. */
export const nobody = 'none';
export const myself = 'me';

/**
 * How Sites are searched: the one schema that the URL of the list, REST, export and saved views share.
 * Values within a field are alternatives, fields narrow each other, an unknown field is refused.
 */
export const siteSearchSchema = z.strictObject({
  /** Literal text, found anywhere in name, slug, URL, purpose, owner and project id. */
  q: z
    .string()
    .max(200, 'Search for at most 200 characters.')
    .refine((text) => !text.includes('\u0000'), 'Remove the control characters.')
    .optional(),
  state: list(z.enum(siteStates, oneOf(siteStates))),
  audience: list(z.enum(audienceModes, oneOf(audienceModes))),
  classification: list(z.enum(classifications, oneOf(classifications))),
  /** Department ids or names; `none`. */
  department: list(z.string().max(200)),
  /** Person ids or e-mail addresses; `me`, `none`. */
  owner: list(z.string().max(320)),
  /** Data source ids or keys; `none`. */
  source: list(z.string().max(200)),
  condition: list(z.enum(conditions, oneOf(conditions))),
  sort,
});
export type SiteSearch = z.output<typeof siteSearchSchema>;

export const listSitesSchema = siteSearchSchema.extend(pageSchema);
