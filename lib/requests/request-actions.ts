import { decideOperation } from '@/lib/domain/decide-operation';
import { isOpen, type RequestKind, type RequestState } from '@/lib/domain/request';
import { judgeOnRequest, type RequestRelations, type Subject } from '@/lib/domain/verdict';
import type { PlanView } from './plan-shape';
import type { RequestDetail } from './request-shape';

type Acted = { kind: RequestKind; state: RequestState; requesterId: string; claimedById: string | null };

/** What somebody may do with a request, and why not. */
export function requestActions(row: Acted, actor: Subject, relations: RequestRelations, plan: PlanView | null): RequestDetail['actions'] {
  const closed = isOpen(row.state) ? null : 'This request is closed.';
  const waits = row.state === 'changes_requested' ? 'Changes were asked for; the request waits for its revision.' : closed;
  const action = (name: Parameters<typeof judgeOnRequest>[0], state: string | null): { allowed: boolean; reason: string | null } => {
    const verdict = judgeOnRequest(name, actor, relations);
    const reason = verdict.allowed ? state : verdict.reason;
    return { allowed: reason === null, reason };
  };
  const revisable = row.state === 'changes_requested' && row.requesterId === actor.personId;
  const mine = row.claimedById !== null && row.claimedById === actor.personId;
  return {
    decide: action(decideOperation(row.kind), waits ?? plan?.whyNot ?? null),
    withdraw: action('request.withdraw', closed ?? (row.kind === 're_review' ? 'A re-review is decided, not withdrawn.' : null)),
    revise: row.kind === 're_review' ? action('request.answer_re_review', row.state === 'changes_requested' ? null : 'Nobody asked for changes.') : {
      allowed: revisable,
      reason: revisable ? null : 'Only the person who made a request that came back for changes can revise it.',
    },
    comment: action('request.comment', null),
    claim: action('request.claim', closed ?? (row.kind === 'transfer' ? 'A transfer is answered by the proposed owner.' : mine ? 'You have taken it on already.' : (plan?.whyNot ?? null))),
    release: action('request.claim', closed ?? (row.claimedById === null ? 'Nobody has taken it on.' : null)),
    handOver: action('request.claim', closed ?? (row.kind === 'transfer' ? 'A transfer is answered by the proposed owner.' : null)),
    addEvidence: action('request.add_evidence', closed ?? (row.kind === 'widening' ? null : 'Evidence belongs to widenings.')),
  };
}
