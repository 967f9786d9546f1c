import { millisecondsInDay } from 'date-fns/constants';
import { noJudgement } from '@/lib/domain/judge-policies';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import type { RequestKind, WideningProposal } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import { judgeChange } from '@/lib/policies/judge-change';
import type { PolicyChange } from '@/lib/policies/read-facts';

export type Judged = { kind: RequestKind; proposal: object; requesterId: string };

/**
 * What the policies in force say of a request as things are now. A renewal beyond policy is asked because of a limit, so
 * somebody decides it and no policy does.
 */
export async function judgeRequest(db: Reader, siteId: string, { kind, proposal, requesterId }: Judged, now: Date): Promise<PolicyJudgement> {
  const change = changeOf(kind, proposal, now);
  return change === null ? noJudgement() : judgeChange(db, siteId, change, { personId: requesterId }, now);
}

function changeOf(kind: RequestKind, proposal: object, now: Date): PolicyChange | null {
  if (kind === 're_review') return { trigger: 'change' };
  if (kind !== 'widening') return null;
  const { audience, until } = proposal as WideningProposal;
  return {
    trigger: 'widen',
    audience: { mode: audience.mode, people: audience.people.map(({ id }) => id), groups: audience.groups.map(({ id }) => id) },
    // A day that has begun counts.
    durationDays: until === null ? null : Math.max(0, Math.ceil((new Date(until).getTime() - now.getTime()) / millisecondsInDay)),
  };
}
