import { z } from 'zod';

/** One thing that could not arrive, named so that whoever sent it finds it. */
const refusalShape = z.object({
  path: z.string().optional(),
  line: z.int().optional(),
  field: z.string().optional(),
  reason: z.string(),
});

/** Items behind the numbers that an answer lists at most; the numbers count all. */
export const itemsListed = 1_000;

/** What an import does, or did: the same shape for the dry run and for the real one. */
export const importReportShape = z.object({
  applied: z.boolean(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(refusalShape),
  /** Refusals beyond those that are listed. */
  refusedOmitted: z.int(),
  /** What was passed over on purpose, such as build copies of a manifest. */
  ignored: z.array(z.string()),
  items: z.array(
    z.object({
      /** Where it came from: a path, `line 7`, or a platform id. */
      from: z.string(),
      outcome: z.enum(['created', 'changed', 'unchanged']),
      site: z.object({ id: z.uuid().nullable(), slug: z.string(), title: z.string() }),
      changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
    }),
  ),
  /** Items beyond those that are listed. */
  itemsOmitted: z.int(),
  /** Of a feed: decisions that it shows to be true on the platform, and confirmed ones that it shows undone. */
  enforcement: z.object({ confirmed: z.int(), reopened: z.int() }).optional(),
});
export type ImportReport = z.infer<typeof importReportShape>;
export type ImportItem = ImportReport['items'][number];
