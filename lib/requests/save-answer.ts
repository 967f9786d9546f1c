import type { AnswerOutcome } from '@/lib/domain/answer-request';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import { updateSite } from '@/lib/sites/write';
import { startTerm } from '@/lib/terms/start-term';
import type { LoadedAnswer } from './load-answer';
import { planRequest, savePlan } from './plan-request';
import { requesterOf } from './requester';
import { beginRound, closeRequest, insertDecision } from './write';

/** Keeps one answer for good, and what it comes to: the request moves on, waits for others, or takes effect. */
export async function saveAnswer(tx: Tx, { site, request, round, escalatedAt, gains, risk, settings }: LoadedAnswer, outcome: AnswerOutcome, { actor, now }: Context): Promise<void> {
  if (outcome.round > round) await beginRound(tx, request.id);
  await insertDecision(tx, {
    requestId: request.id,
    reviewerId: requesterOf(actor),
    answer: outcome.request.answer,
    note: outcome.request.note,
    requestRevision: request.revision,
    round: outcome.round,
    stage: outcome.stage,
    onBehalfOfId: outcome.onBehalfOfId,
    siteRevision: site.revision,
    // With the number of those who would gain access as it was when this answer was given.
    proposal: request.kind === 'widening' ? { ...request.proposal, gains } : request.proposal,
    decidedAt: now,
  });
  if (outcome.request.state === 'pending') {
    const planned = await planRequest(tx, { ...request, siteId: site.id, ownerId: site.owner?.id ?? null, round: outcome.round, escalatedAt }, now);
    await savePlan(tx, request.id, planned, risk, now);
    return;
  }
  // The request closes before the Site moves: an open one would move on with it.
  const revision = outcome.round > round ? request.revision + 1 : request.revision;
  await closeRequest(tx, { id: request.id, revision }, outcome.request.state, now);
  if (Object.keys(outcome.patch).length > 0) await updateSite(tx, site, outcome.patch, { now, actor });
  if (outcome.request.state === 'approved' && request.kind === 'widening') {
    const { until } = request.proposal;
    await startTerm(tx, site, { requestId: request.id, until: until === null ? null : new Date(until) }, { now, settings });
  }
}
