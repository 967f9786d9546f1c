import { z } from 'zod';
import { enforcementAspects, enforcementProofs, enforcementStates, enforcementWishSchema } from '@/lib/domain/enforcement';
import { siteStates } from '@/lib/domain/site';

const at = z.iso.datetime();

/** A decision in force and how far it is from being true on the platform, as everybody sees it who sees the Site. */
export const siteEnforcementShape = z.object({
  id: z.uuid(),
  aspect: z.enum(enforcementAspects),
  state: z.enum(enforcementStates),
  /** What is asked for, in one line. */
  wish: z.string(),
  requestedAt: at,
  /** From when on nobody having confirmed it counts as unconfirmed. */
  overdueAt: at,
  /** When it was confirmed or failed. By the feed: as of when the platform was asked. */
  settledAt: at.nullable(),
  proof: z.enum(enforcementProofs).nullable(),
  /** Who settled it and what they noted: only for those who see the whole record. */
  settledBy: z.string().nullable(),
  note: z.string().nullable(),
  /** How often a later report has disproved a confirmation. */
  reopened: z.int(),
});
export type SiteEnforcement = z.infer<typeof siteEnforcementShape>;

/** The same as a task, with the Site and the steps that make it true. */
export const enforcementShape = siteEnforcementShape.extend({
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string(), state: z.enum(siteStates), url: z.string().nullable() }),
  wanted: enforcementWishSchema,
  requestedBy: z.string(),
  /** What to do in the platform's admin page, in order, and what is pasted there. */
  steps: z.array(z.object({ text: z.string(), copies: z.array(z.object({ label: z.string(), value: z.string() })) })),
  revision: z.int(),
});
export type EnforcementView = z.infer<typeof enforcementShape>;

export const enforcementListShape = z.object({ items: z.array(enforcementShape), next: z.string().nullable() });
export type EnforcementList = z.infer<typeof enforcementListShape>;
