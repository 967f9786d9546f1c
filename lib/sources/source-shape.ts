import { z } from 'zod';
import { audienceModes } from '@/lib/domain/audience';
import { sensitivities, sourceModes } from '@/lib/domain/classification';
import { siteStates } from '@/lib/domain/site';
import { reReviewForecastShape } from '@/lib/requests/foresee-re-reviews';
import { personShape } from '@/lib/sites/site-shape';

/** A data source as the workspace's matrix has it. */
export const sourceShape = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  sensitivity: z.enum(sensitivities),
  /** What the workspace allows it to be used for. */
  mode: z.enum(sourceModes),
  owner: personShape.extend({ active: z.boolean() }).nullable(),
  note: z.string().nullable(),
  revision: z.int(),
});
export type SourceView = z.infer<typeof sourceShape>;

/** Sites that use a source, retired ones left out. */
export const sourceUseShape = sourceShape.extend({
  sites: z.object({
    total: z.int(),
    readOnly: z.int(),
    confirmationRequired: z.int(),
    writeCapable: z.int(),
    /** Open to more than owner and admins. */
    open: z.int(),
    /** Using it as the matrix doesn't allow. */
    notAllowed: z.int(),
  }),
  /** The names of the sources that it must not meet. */
  conflicts: z.array(z.string()),
});
export type SourceUse = z.infer<typeof sourceUseShape>;

/** What a change of a source would touch. Retired Sites are left out. */
export const sourceImpactShape = z.object({
  sites: z.int(),
  open: z.int(),
  /** Sites whose use is not allowed: today, and after the change. */
  notAllowed: z.object({ before: z.int(), after: z.int() }),
  /** Sites that the change would make over-exposed, and those that would no longer be. */
  overExposed: z.object({ newly: z.int(), noLonger: z.int() }),
  /** Open requests whose approvals so far would no longer count. */
  requests: z.int(),
  /** Of Sites whose approved audience rests on what the source is now. */
  reReviews: reReviewForecastShape,
});
export type SourceImpact = z.infer<typeof sourceImpactShape>;

export const conflictShape = z.object({
  a: z.object({ id: z.uuid(), key: z.string(), name: z.string() }),
  b: z.object({ id: z.uuid(), key: z.string(), name: z.string() }),
  reason: z.string(),
  createdAt: z.iso.datetime(),
  /** Sites in which they meet all the same. */
  sites: z.int(),
});
export type ConflictView = z.infer<typeof conflictShape>;

export const conflictImpactShape = z.object({
  /** Sites in which the two meet now, and of those the ones open to more than owner and admins. */
  sites: z.int(),
  open: z.int(),
  reReviews: reReviewForecastShape,
});
export type ConflictImpact = z.infer<typeof conflictImpactShape>;

/** One Site of the matrix. */
export const matrixRowShape = z.object({
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string(), state: z.enum(siteStates) }),
  audience: z.enum(audienceModes),
  owner: z.string().nullable(),
  uses: z.array(z.object({ key: z.string(), mode: z.enum(sourceModes), /** Why the workspace's matrix doesn't allow it. */ problem: z.string().nullable() })),
  /** Pairs that must not meet and do, by name. */
  conflicts: z.array(z.string()),
});
export type MatrixRow = z.infer<typeof matrixRowShape>;
