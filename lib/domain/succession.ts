import { refuse, type Refusal } from './refusal';
import type { SiteFacts } from './site';
import { dateJson, personJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

/** The named successor says yes or no. Only who said yes takes over when the owner leaves; a no takes the name away. */
export function answerSuccession(
  { site }: { site: SiteFacts },
  input: { accept: boolean; note?: string | null | undefined; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'answer_succession', input.revision);
  if (refusal !== null) return refusal;
  if (site.successor === null) return refuse('conflict', 'Nobody is named as the successor of this Site.');
  if (input.accept && site.successorAcceptedAt !== null) return refuse('conflict', `${site.successor.name} has agreed to this already.`);
  const subject = { site: siteSubject(site), reason: input.note ?? null };
  return input.accept
    ? {
        patch: { successorAcceptedAt: now },
        events: [{ type: 'site.successor_accepted', ...subject, changes: { successorAcceptedAt: { before: null, after: dateJson(now) } } }],
      }
    : {
        patch: { successorId: null },
        events: [{ type: 'site.successor_declined', ...subject, changes: { successor: { before: personJson(site.successor), after: null } } }],
      };
}
