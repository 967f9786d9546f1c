import { addDays } from 'date-fns';
import { z } from 'zod';
import { refuse, type Refusal } from './refusal';
import type { SiteFacts } from './site';
import { dateJson, personJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

/** How many days an owner has to answer. */
export const attestationDays = z.int().min(1, 'At least one day.').max(365, 'At most 365 days.').default(14);

/** Asks the owner to confirm the record within some days. A review that is due sooner stays due sooner. */
export function askAttestation(
  { site }: { site: SiteFacts },
  input: { dueInDays: number; note?: string | null | undefined; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'ask_attestation', input.revision);
  if (refusal !== null) return refusal;
  if (site.owner === null || !site.owner.active) {
    return refuse('conflict', 'Nobody answers for this Site. Give it an active owner first, then ask.');
  }
  const dueAt = addDays(now, input.dueInDays);
  const isSooner = site.reviewDueAt === null || site.reviewDueAt > dueAt;
  return {
    patch: { attestationAskedAt: now, ...(isSooner ? { reviewDueAt: dueAt } : {}) },
    events: [
      {
        type: 'site.attestation_asked',
        site: siteSubject(site),
        reason: input.note ?? null,
        changes: {
          attestationAskedAt: { before: dateJson(site.attestationAskedAt), after: dateJson(now) },
          ...(isSooner ? { reviewDueAt: { before: dateJson(site.reviewDueAt), after: dateJson(dueAt) } } : {}),
        },
        data: { owner: personJson(site.owner) },
      },
    ],
  };
}
