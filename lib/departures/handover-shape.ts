import { z } from 'zod';
import { classifications } from '@/lib/domain/classification';
import { handoverAnswers } from '@/lib/domain/handover';
import { siteStates } from '@/lib/domain/site';
import { personShape } from '@/lib/sites/site-shape';

const at = z.iso.datetime();
const leftShape = personShape.extend({ active: z.boolean() });

/** The Sites that one person received from one who left, as lists give it. */
export const handoverSummaryShape = z.object({
  id: z.uuid(),
  from: leftShape,
  to: leftShape,
  madeAt: at,
  /** When nothing waited any more. */
  decidedAt: at.nullable(),
  counts: z.object({ total: z.int(), waiting: z.int(), kept: z.int(), retiring: z.int(), reassigned: z.int() }),
});
export type HandoverSummary = z.infer<typeof handoverSummaryShape>;

export const handoverShape = handoverSummaryShape.extend({
  /** Whether whoever asks can decide, and if not, why. */
  answer: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
});
export type HandoverDetail = z.infer<typeof handoverShape>;

export const handoverItemShape = z.object({
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string(), state: z.enum(siteStates), classification: z.enum(classifications), expiresAt: at.nullable(), lastVisitedAt: at.nullable() }),
  /** `successor`, `manager`, `department_lead`, or `passed_on` by the first receiver. */
  why: z.string(),
  answer: z.enum(handoverAnswers),
  answeredAt: at.nullable(),
});
export type HandoverItemView = z.infer<typeof handoverItemShape>;
