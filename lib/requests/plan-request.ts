import type { Evidence } from '@/lib/domain/evidence';
import { missingFor } from '@/lib/domain/request-missing';
import { planOf, progressOf, stagesOf, type PlanFacts, type RequestPlan, type RoundAnswer, type StoredPlan } from '@/lib/domain/request-plan';
import type { RequestFacts } from '@/lib/domain/request-decisions';
import type { Reader, Tx } from '@/lib/db/client';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import type { Counting } from '@/lib/people/measure-audience';
import { judgeRequest } from './judge-request';
import { asksOf, readPools, readRelated, type Related } from './read-pools';
import { keepPlan } from './write';

/** A request as far as its plan depends on it. */
export type Plannable = Pick<RequestFacts, 'id' | 'kind' | 'requesterId' | 'proposal'> & { siteId: string; ownerId: string | null; round: number; escalatedAt: Date | null };

export type PlannedRequest = { facts: PlanFacts; plan: RequestPlan; related: Related; risk: number | null };

/**
 * What a request takes as of now: the policies are asked, the people of its stages looked up, the answers of its round counted.
 * `measured`: what it would mean for people, where that is counted already.
 */
export async function planRequest(db: Reader, request: Plannable, now: Date, measured: Counting = null): Promise<PlannedRequest> {
  const [{ judgement, risk }, related, admins, answers] = await Promise.all([
    judgeRequest(db, request.siteId, request, now, measured),
    readRelated(db, request.siteId),
    listAdminIds(db),
    readAnswers(db, request),
  ]);
  const facts: PlanFacts = {
    judgement,
    pools: await readPools(db, stagesOf(judgement), related),
    admins: new Set(admins),
    answers,
    requesterId: request.requesterId,
    ownerId: request.ownerId,
    isEscalated: request.escalatedAt !== null,
    evidence: evidenceOf(request),
  };
  return { facts, plan: planOf(facts), related, risk };
}

export function evidenceOf({ proposal }: Pick<RequestFacts, 'proposal'>): Evidence[] {
  return 'evidence' in proposal ? proposal.evidence : [];
}

/** The answers of the round that a request is in. The proposal that each was given for says how many it would have let in. */
async function readAnswers(db: Reader, { id, round }: Pick<Plannable, 'id' | 'round'>): Promise<RoundAnswer[]> {
  return db.$queryRaw<RoundAnswer[]>`
    SELECT reviewer_id::text AS "reviewerId", on_behalf_of_id::text AS "onBehalfOfId", stage, answer::text AS answer, coalesce((proposal ->> 'gains')::int, 0) AS gains
      FROM decision WHERE request_id = ${id}::uuid AND round = ${round} ORDER BY decided_at, id`;
}

/** The plan of a request that was just made or revised. */
export async function beginPlan(tx: Tx, request: Omit<Plannable, 'round' | 'escalatedAt'>, now: Date): Promise<void> {
  const { round } = await tx.request.findUniqueOrThrow({ where: { id: request.id }, select: { round: true } });
  await savePlan(tx, request.id, await planRequest(tx, { ...request, round, escalatedAt: null }, now), now);
}

/** Keeps the plan with the request, for lists, queues and whoever may see it. */
export async function savePlan(tx: Tx, requestId: string, { facts, plan, related, risk }: PlannedRequest, now: Date): Promise<void> {
  const stored: StoredPlan = { judgement: facts.judgement, stages: progressOf(plan), missing: missingFor(plan), judgedAt: now.toISOString() };
  await keepPlan(tx, requestId, { plan: stored, ...asksOf(plan.stages, related), isLowRisk: facts.judgement.isLowRisk, risk });
}
