import { refuseField, type Refusal } from './refusal';
import { needsDecision, renewalProblem } from './renewal-limits';
import type { RenewalProposal } from './request';
import { blockedBy, type OpenRequest, type Submission } from './request-decisions';
import { longestExpiry, type Settings } from './settings';
import type { SiteFacts } from './site';
import { dateJson, refusalOf, siteSubject } from './site-decisions';
import { longUtcDate } from './utc-day';

/** Asks to renew beyond the longest lifetime. Whatever is within it needs no request. */
export function submitRenewal(
  loaded: { site: SiteFacts; settings: Settings; open: OpenRequest; newId: string },
  input: { expiresAt: Date; reason: string; revision?: number | undefined },
  actorId: string | null,
  now: Date,
): Submission<RenewalProposal> | Refusal {
  const { site, settings, open } = loaded;
  const refusal = refusalOf(site, 'renew', input.revision);
  if (refusal !== null) return refusal;
  const problem = renewalProblem(loaded, input.expiresAt, now);
  if (problem !== null) return refuseField('expiresAt', `${problem} Choose another date.`);
  if (!needsDecision(loaded, input.expiresAt, now)) {
    const until = longUtcDate(longestExpiry(settings, site.classification, now));
    return refuseField('expiresAt', `Until ${until} nobody has to decide. Renew the Site instead: it takes effect at once.`);
  }
  const blocked = blockedBy(open, actorId);
  if (blocked !== null) return blocked;
  const proposal: RenewalProposal = {
    expiresAt: input.expiresAt.toISOString(),
    expiresAtBefore: site.expiresAt?.toISOString() ?? null,
    classification: site.classification,
    longestLifetimeDays: settings.longestLifetimeDays[site.classification],
  };
  const id = open?.id ?? loaded.newId;
  const revision = open === null ? 1 : open.revision + 1;
  const before = dateJson(site.expiresAt);
  return {
    request: { id, resubmitted: open !== null, revision, reason: input.reason, proposal, before: { expiresAt: before }, approvedAtOnce: false },
    patch: {},
    events: [
      {
        type: open === null ? 'request.submitted' : 'request.resubmitted',
        site: siteSubject(site),
        request: { id, kind: 'renewal', revision },
        reason: input.reason,
        changes: { expiresAt: { before, after: proposal.expiresAt } },
        data: { longestLifetimeDays: proposal.longestLifetimeDays },
      },
    ],
  };
}
