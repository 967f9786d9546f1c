import { compareAudience, type Audience, type ResolvedAudiences } from './audience';
import type { Evidence } from './evidence';
import { forbiddenBy } from './forbidden-by';
import type { PolicyReason } from './policy-judgement';
import { refuseField, type Refusal } from './refusal';
import type { NamedAudience, WideningProposal } from './request';
import { blockedBy, type OpenRequest, type Submission } from './request-decisions';
import type { SiteFacts } from './site';
import { audienceOf, refusalOf, siteSubject } from './site-decisions';

export type WideningFacts = {
  site: SiteFacts;
  resolved: ResolvedAudiences;
  before: NamedAudience;
  after: NamedAudience;
  gains: number;
  open: OpenRequest;
  newId: string;
  /** What was given now, and what stays of what was given before. */
  evidence: Evidence[];
  /** What the policies forbid of it today. */
  forbidden: PolicyReason[];
};

/** Asks to let more people in. A request that came back for changes is revised by asking again. Evidence may still be missing; what is forbidden need not be asked for. */
export function submitWidening(
  loaded: WideningFacts,
  input: { audience: Audience; reason: string; until: Date | null; revision?: number | undefined },
  actorId: string | null,
  now: Date,
): Submission<WideningProposal> | Refusal {
  const { site, open } = loaded;
  const until = input.until?.toISOString() ?? null;
  const refusal = refusalOf(site, 'request_widening', input.revision);
  if (refusal !== null) return refusal;
  const comparison = compareAudience(audienceOf(site), input.audience, loaded.resolved);
  if (comparison === 'same') return refuseField('audience', 'That is the audience already.');
  if (comparison === 'narrower') return refuseField('audience', 'Nobody would gain access. Narrow the audience instead: it takes effect at once.');
  if (input.until !== null && input.until <= now) return refuseField('until', 'Choose a date in the future, or none for as long as it is needed.');
  const blocked = blockedBy(open, actorId);
  if (blocked !== null) return blocked;
  if (loaded.forbidden.length > 0) return forbiddenBy('rule', loaded.forbidden);
  const proposal: WideningProposal = { audience: loaded.after, gains: loaded.gains, until, evidence: loaded.evidence };
  const id = open?.id ?? loaded.newId;
  const revision = open === null ? 1 : open.revision + 1;
  return {
    request: { id, resubmitted: open !== null, revision, reason: input.reason, proposal, before: loaded.before, approvedAtOnce: false },
    patch: {},
    events: [
      {
        type: open === null ? 'request.submitted' : 'request.resubmitted',
        site: siteSubject(site),
        request: { id, kind: 'widening', revision },
        reason: input.reason,
        changes: { audience: { before: loaded.before, after: loaded.after } },
        data: { gains: loaded.gains, until, evidence: loaded.evidence.map(({ kind, outcome }) => ({ kind, outcome })) },
      },
    ],
  };
}
