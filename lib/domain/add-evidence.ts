import type { DomainEvent } from './events';
import { evidenceLabels, type Evidence } from './evidence';
import { refuse, type Refusal } from './refusal';
import { isOpen } from './request';
import type { RequestFacts } from './request-decisions';
import type { SiteFacts } from './site';
import { siteSubject } from './site-decisions';

/** Adds evidence to a request, or replaces what there is of the kind. What was approved before rested on less, so a new round begins. */
export function addEvidence(
  { site, request }: { site: SiteFacts; request: RequestFacts },
  evidence: Evidence[],
  added: Evidence,
  seen: number | undefined,
): { proposal: object; events: DomainEvent[] } | Refusal {
  if (!isOpen(request.state)) return refuse('conflict', 'This request is closed. Its evidence stays as it was.', { details: { state: request.state } });
  if (request.kind !== 'widening') return refuse('conflict', 'Evidence belongs to widenings.');
  if (seen !== undefined && seen !== request.revision) {
    return refuse('stale', 'This request changed since you looked at it. Look again, then repeat.', { details: { currentRevision: request.revision } });
  }
  const { kind, outcome, answer, commit, link, attachment } = added;
  return {
    proposal: { ...request.proposal, evidence },
    events: [
      {
        type: 'request.evidence_added',
        site: siteSubject(site),
        request: { id: request.id, kind: request.kind, revision: request.revision + 1 },
        reason: null,
        data: { evidence: evidenceLabels[kind], kind, outcome, answer, commit, link, attachment: attachment === null ? null : { name: attachment.name, digest: attachment.digest, size: attachment.size } },
      },
    ],
  };
}
