import { z } from 'zod';
import { bulkItemStates, bulkKinds, bulkStates } from '@/lib/domain/bulk';
import { personShape } from '@/lib/sites/site-shape';

const at = z.iso.datetime();
const count = z.int().min(0);

/** Whether something can be done now by whoever asks, and if not, why: the button says it. */
const actionShape = z.object({ allowed: z.boolean(), reason: z.string().nullable() });

export const bulkActionShape = z.object({
  id: z.uuid(),
  kind: z.enum(bulkKinds),
  /** As it was given; of an undo, what it takes back. */
  change: z.record(z.string(), z.unknown()),
  /** The change as a sentence, with names. */
  words: z.string(),
  reason: z.string(),
  state: z.enum(bulkStates),
  actor: personShape,
  counts: z.object({
    /** Sites that were chosen; it grows while the plan is made. */
    total: count,
    willChange: count,
    willStay: count,
    willRefuse: count,
    changed: count,
    unchanged: count,
    refused: count,
  }),
  /** Ids that were given and name no Site that the actor could see; counted as refused. */
  missing: z.array(z.uuid()),
  /** Why there is no plan. */
  problem: z.string().nullable(),
  createdAt: at,
  plannedAt: at.nullable(),
  startedAt: at.nullable(),
  finishedAt: at.nullable(),
  undoOf: z.uuid().nullable(),
  undoneBy: z.uuid().nullable(),
  actions: z.object({ run: actionShape, stop: actionShape, discard: actionShape, undo: actionShape }),
  revision: z.int(),
});
export type BulkActionView = z.infer<typeof bulkActionShape>;

export const bulkListShape = z.object({ items: z.array(bulkActionShape), next: z.string().nullable() });

/** A Site that the reader can't see any more has no name here. */
const bulkItemShape = z.object({
  site: z.object({ id: z.uuid(), slug: z.string().nullable(), title: z.string().nullable() }),
  state: z.enum(bulkItemStates),
  reason: z.string().nullable(),
});
export const bulkItemListShape = z.object({ items: z.array(bulkItemShape), next: z.string().nullable() });
export type BulkItemList = z.infer<typeof bulkItemListShape>;

export const bulkRefusalsShape = z.object({
  items: z.array(
    z.object({
      reason: z.string(),
      count: z.int(),
      /** The first few that the reader can see. */
      sites: z.array(z.object({ id: z.uuid(), slug: z.string(), title: z.string() })),
    }),
  ),
});
export type BulkRefusals = z.infer<typeof bulkRefusalsShape>;
