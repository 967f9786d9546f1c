import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import type { Reader } from '@/lib/db/client';
import type { RequestFacts } from '@/lib/domain/request-decisions';

/** What the policies in force say of a request as things are now. */
export function judgeRequest(_db: Reader, _siteId: string, _request: Pick<RequestFacts, 'kind' | 'proposal' | 'requesterId'>, _now: Date): Promise<PolicyJudgement> {
  return Promise.resolve({
    forbidden: [],
    warnings: [],
    stages: [],
    evidence: [],
    limits: { mode: null, people: null, lifetimeDays: null, durationDays: null },
    isLowRisk: false,
    reReview: null,
    disable: [],
    asked: [],
  });
}
