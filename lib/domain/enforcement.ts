import { z } from 'zod';
import { audienceModes } from './audience';

/** What of a Site a decision must make true on the platform. */
export const enforcementAspects = ['access', 'availability', 'ownership', 'existence'] as const;
export type EnforcementAspect = (typeof enforcementAspects)[number];

export const enforcementAspectLabels: Record<EnforcementAspect, string> = {
  access: 'Who may open it',
  availability: 'Open or closed',
  ownership: 'Who owns it',
  existence: 'Deleted',
};

export const enforcementStates = ['requested', 'unconfirmed', 'confirmed', 'failed', 'superseded'] as const;
export type EnforcementState = (typeof enforcementStates)[number];

export const enforcementStateLabels: Record<EnforcementState, string> = {
  requested: 'Requested',
  unconfirmed: 'Unconfirmed',
  confirmed: 'Confirmed',
  failed: 'Failed',
  superseded: 'Superseded',
};

/** By what a decision was shown to be true: the platform's own report, the proxy that holds visitors back, a named person. */
export const enforcementProofs = ['feed', 'edge', 'person'] as const;
export type EnforcementProof = (typeof enforcementProofs)[number];

/**
 * What must be true, with the names it had at the time: the steps must read the same after a name has changed. A group is
 * `null` by id where the platform has not named it: no report can then be matched with it.
 */
export const enforcementWishSchema = z.discriminatedUnion('aspect', [
  z.object({
    aspect: z.literal('access'),
    mode: z.enum(audienceModes),
    people: z.array(z.object({ email: z.string(), name: z.string() })),
    groups: z.array(z.object({ id: z.string().nullable(), name: z.string() })),
  }),
  z.object({ aspect: z.literal('availability'), open: z.boolean() }),
  z.object({ aspect: z.literal('ownership'), email: z.string(), name: z.string() }),
  z.object({ aspect: z.literal('existence'), exists: z.literal(false) }),
]);
export type EnforcementWish = z.infer<typeof enforcementWishSchema>;

/** A demand past its day is unconfirmed for whoever looks, also before a sweep has written that down. */
export function stateAt({ state, overdueAt }: { state: EnforcementState; overdueAt: Date }, now: Date): EnforcementState {
  return state === 'requested' && overdueAt <= now ? 'unconfirmed' : state;
}

/** The states in which a demand still waits for its proof. */
export const openEnforcementStates = ['requested', 'unconfirmed', 'failed'] as const satisfies readonly EnforcementState[];
