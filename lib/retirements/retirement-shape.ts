import { z } from 'zod';
import { enforcementStates } from '@/lib/domain/enforcement';
import { exportStates, retirementStates } from '@/lib/domain/retirement';
import { tombstoneRecordSchema } from '@/lib/domain/tombstone';

const at = z.iso.datetime();
const siteRef = z.object({ id: z.uuid(), slug: z.string(), title: z.string() });

/** A retirement as the list gives it. */
export const retirementSummaryShape = z.object({
  id: z.uuid(),
  site: siteRef.extend({ owner: z.object({ name: z.string(), active: z.boolean() }).nullable() }),
  state: z.enum(retirementStates),
  reason: z.string(),
  beganAt: at,
  closesAt: at,
  closedAt: at.nullable(),
  /** The earliest day of the deletion. */
  deletesAt: at,
  endedAt: at.nullable(),
  heldSince: at.nullable(),
  /** What still stands between the Site and its deletion, as sentences. */
  obstacles: z.array(z.string()),
});
export type RetirementSummary = z.infer<typeof retirementSummaryShape>;

/** The plan of a retirement, with what was done and what is left. */
export const retirementShape = retirementSummaryShape.extend({
  beganFrom: z.enum(['draft', 'live', 'disabled']),
  /** What replaces it: words, and the Site or the address where that is known. */
  replacement: z.object({ text: z.string(), href: z.string().nullable() }).nullable(),
  exports: z.array(
    z.object({
      kind: z.enum(['d1', 'r2']),
      name: z.string(),
      state: z.enum(exportStates),
      location: z.string().nullable(),
      checksum: z.string().nullable(),
      waiver: z.string().nullable(),
      decidedBy: z.string().nullable(),
      decidedAt: at.nullable(),
    }),
  ),
  secrets: z.array(
    z.object({ key: z.string(), powered: z.string().nullable(), note: z.string().nullable(), revokedBy: z.string().nullable(), revokedAt: at.nullable() }),
  ),
  /** How far the deletion on the platform is; null while it was not asked for. */
  deletion: z.enum(enforcementStates).nullable(),
  /** What was done on the way, earliest first. */
  steps: z.array(z.object({ at, what: z.string(), by: z.string(), reason: z.string().nullable() })),
  /** For the owner to post, where there are too many people to write to each; null where each was written to, or nobody could open it. */
  textToPost: z.string().nullable(),
  revision: z.int(),
});
export type RetirementView = z.infer<typeof retirementShape>;

export const tombstoneShape = z.object({ siteId: z.uuid(), madeAt: at, redactedAt: at.nullable(), record: tombstoneRecordSchema });
export type TombstoneView = z.infer<typeof tombstoneShape>;
