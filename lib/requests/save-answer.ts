import type { AnswerOutcome } from '@/lib/domain/answer-request';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { updateSite } from '@/lib/sites/write';
import { insertRecord } from './decision-record';
import { readWithOpenPart } from './get-request';
import { answerNotices } from './answer-notices';
import { applyApproval } from './apply-approval';
import type { LoadedAnswer } from './load-answer';
import { planRequest, savePlan } from './plan-request';
import { dossierOf, modeAskedFor, readBackground } from './read-dossier';
import { requesterOf } from './requester';
import { beginRound, closeRequest, insertDecision, keepAsked, keepGain } from './write';

/** Keeps one answer for good with everything that it was given on, and what it comes to: the request moves on, waits for others, or takes effect. */
export async function saveAnswer(tx: Tx, loaded: LoadedAnswer, outcome: AnswerOutcome, context: Context): Promise<void> {
  const { site, request, round, escalatedAt, gains, gain, newcomers, settings } = loaded;
  const { actor, now } = context;
  // Read before anything moves: the record shows what lay before the reviewer.
  const known = loaded.planned === null || loaded.staged === null ? {} : { known: { planned: loaded.planned, pin: loaded.staged.pin, gain: request.kind === 'widening' ? gain : null } };
  const before = await readWithOpenPart(tx, request.id, actor, now, { withSite: false, ...known });
  const about = { requestId: request.id, siteId: site.id, to: modeAskedFor(request) };
  const background = await readBackground(tx, about, { governs: judge('site.get_record', roleStandings(actor)).allowed });
  const seen = dossierOf(before.request, background, before.open?.measured ?? null, now);
  if (outcome.round > round) await beginRound(tx, request.id);
  const decisionId = await insertDecision(tx, {
    requestId: request.id,
    reviewerId: requesterOf(actor),
    answer: outcome.request.answer,
    note: outcome.request.note,
    requestRevision: request.revision,
    round: outcome.round,
    stage: outcome.stage,
    onBehalfOfId: outcome.onBehalfOfId,
    siteRevision: site.revision,
    // With those who would gain access as they were when this answer was given.
    proposal: request.kind === 'widening' || request.kind === 're_review' ? { ...request.proposal, gains, newcomers } : request.proposal,
    decidedAt: now,
  });
  await notify(tx, answerNotices({ decisionId, loaded, outcome }, context), now);
  await insertRecord(tx, { v: 1, decision: recordOf(decisionId, loaded, outcome, context), seen });
  if (outcome.request.state === 'pending') {
    const planned = await planRequest(tx, { ...request, siteId: site.id, ownerId: site.owner?.id ?? null, round: outcome.round, escalatedAt }, now);
    // Before the plan asks others.
    await keepAsked(tx, request.id, now);
    await savePlan(tx, request.id, planned, now);
    if (gain !== null && !gain.change.to.everyone) await keepGain(tx, { requestId: request.id, round: outcome.round }, gain);
    return;
  }
  // The request closes before the Site moves: an open one would move on with it.
  const revision = outcome.round > round ? request.revision + 1 : request.revision;
  await closeRequest(tx, { id: request.id, revision }, outcome.request.state, now);
  if (Object.keys(outcome.patch).length > 0) await updateSite(tx, site, outcome.patch, { now, actor });
  if (outcome.request.state === 'approved') await applyApproval(tx, { site, request, settings }, now);
}

function recordOf(id: string, { staged, places, judgement }: LoadedAnswer, outcome: AnswerOutcome, { actor, now }: Context): Parameters<typeof insertRecord>[1]['decision'] {
  return {
    id,
    answer: outcome.request.answer,
    note: outcome.request.note,
    reviewer: { id: requesterOf(actor), name: actor.name, email: actor.email ?? '' },
    onBehalfOf: places?.inPlaceOf.find((person) => person.id === outcome.onBehalfOfId) ?? null,
    stage: outcome.stage,
    round: outcome.round,
    decidedAt: now.toISOString(),
    outcome: outcome.request.state,
    policies: judgement.asked.map(({ key, name, version }) => ({ key, name, version })),
    pin: staged?.pin ?? null,
  };
}
