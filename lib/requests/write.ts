import type { Answer, RequestKind, RequestState } from '@/lib/domain/request';
import { isOpen } from '@/lib/domain/request';
import type { Role } from '@/lib/domain/permissions';
import type { Json } from '@/lib/domain/refusal';
import type { StoredPlan } from '@/lib/domain/request-plan';
import type { Submission } from '@/lib/domain/request-decisions';
import type { Tx } from '@/lib/db/client';
import { digestOfIds, peopleGaining } from '@/lib/people/people-gaining';
import { ProblemError } from '@/lib/gate/problem';
import type { Gain } from './load-gain';

type NewRequest = {
  siteId: string;
  kind: RequestKind;
  requesterId: string;
  proposedOwnerId: string | null;
  /** When no answer comes to mean no; null: it waits for as long as it takes. */
  dueAt: Date | null;
};

/** The one place that writes requests: a new one, or a revised one that goes back to waiting. */
export async function submitRequest(
  tx: Tx,
  { siteId, kind, requesterId, proposedOwnerId, dueAt }: NewRequest,
  { request }: Pick<Submission<Json | object>, 'request'>,
  now: Date,
): Promise<void> {
  const content = {
    reason: request.reason,
    proposal: request.proposal as object,
    // Prisma tells JSON's null from SQL's by a value of its own; an ownerless Site has neither, so it is spelled out.
    before: (request.before ?? { none: true }) as object,
    submittedAt: now,
    // It waits anew: whoever was reminded or asked in addition will be again.
    dueAt,
    remindedAt: null,
    escalatedAt: null,
    proposedOwnerId,
    state: request.approvedAtOnce ? ('approved' as const) : ('pending' as const),
    decidedAt: request.approvedAtOnce ? now : null,
  };
  if (request.resubmitted) {
    const { count } = await tx.request.updateMany({
      where: { id: request.id, revision: request.revision - 1, state: 'changes_requested' },
      data: { ...content, revision: request.revision, round: { increment: 1 } },
    });
    if (count === 0) throw movedOn();
  } else {
    await tx.request.create({ data: { id: request.id, siteId, kind, requesterId, createdAt: now, ...content } });
  }
}

/** What somebody had begun to ask for is asked now, or given up. */
export async function dropDraft(tx: Tx, siteId: string, personId: string): Promise<void> {
  await tx.requestDraft.deleteMany({ where: { siteId, personId } });
}

/** What a request keeps of its plan. */
export type PlanColumns = { plan: StoredPlan; asksRoles: Role[]; asksPeople: string[]; asksGroups: string[]; isLowRisk: boolean; risk: number | null };

export async function keepPlan(tx: Tx, requestId: string, columns: PlanColumns): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: columns });
}

/** Who has taken a request on; null: nobody. */
export async function setClaim(tx: Tx, requestId: string, personId: string | null, now: Date): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { claimedById: personId, claimedAt: personId === null ? null : now } });
}

/** Keeps a proposal whose evidence has grown. What was approved before rested on less: another round begins. */
export async function reviseEvidence(tx: Tx, request: { id: string; revision: number }, proposal: object): Promise<void> {
  const { count } = await tx.request.updateMany({ where: { id: request.id, revision: request.revision }, data: { proposal, revision: request.revision + 1, round: { increment: 1 } } });
  if (count === 0) throw movedOn();
}

/** The alternates and the admins were asked as well. */
export async function noteEscalation(tx: Tx, requestId: string, now: Date): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { escalatedAt: now } });
}

export async function noteReminder(tx: Tx, requestId: string, now: Date): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { remindedAt: now } });
}

/** Begins another round: no answer that was given so far counts in it. */
export async function beginRound(tx: Tx, requestId: string): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { round: { increment: 1 }, revision: { increment: 1 } } });
}

/** Sends an open re-review, which is locked, back to waiting with what it says now; answers to what it said before no longer count. */
export async function reviseReReview(tx: Tx, { id, ...content }: { id: string; dueAt: Date; reason: string; proposal?: object; before?: object }, now: Date): Promise<void> {
  const anew = { state: 'pending', submittedAt: now, remindedAt: null, escalatedAt: null, revision: { increment: 1 }, round: { increment: 1 } } as const;
  await tx.request.update({ where: { id }, data: { ...content, ...anew } });
}

/**
 * Keeps whom the open stages of a request name, in person or by a group, and who decides in their place at the moment: they
 * see it from then on. Who is asked by role alone sees it by role.
 */
export async function keepAsked(tx: Tx, requestId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    WITH named (id) AS (
      SELECT unnest(asks_people) FROM request WHERE id = ${requestId}::uuid
      UNION
      SELECT m.person_id FROM request r JOIN group_member m ON m.group_id = ANY (nested_groups(r.asks_groups)) WHERE r.id = ${requestId}::uuid
    )
    INSERT INTO request_asked (person_id, request_id)
    SELECT p.id, ${requestId}::uuid
      FROM person p
     WHERE p.deactivated_at IS NULL
       AND p.id IN (SELECT id FROM named UNION SELECT d.to_id FROM delegation d JOIN named n ON n.id = d.from_id WHERE d.starts_at <= ${now} AND d.ends_at > ${now} AND d.revoked_at IS NULL)
    ON CONFLICT DO NOTHING`;
}

/** Moves a request from the revision that was loaded into its next state. */
export async function closeRequest(tx: Tx, request: { id: string; revision: number }, state: RequestState, now: Date): Promise<void> {
  const { count } = await tx.request.updateMany({
    where: { id: request.id, revision: request.revision, state: { in: ['pending', 'changes_requested'] } },
    data: { state, decidedAt: isOpen(state) ? null : now },
  });
  if (count === 0) throw movedOn();
  await keepAsked(tx, request.id, now);
  // Nobody approves it any more, so nobody compares.
  if (!isOpen(state)) await tx.requestGain.deleteMany({ where: { requestId: request.id } });
}

/** Keeps whom an approval would let in, for the next one to be compared with. @throws ProblemError when they are others than when it was judged. */
export async function keepGain(tx: Tx, { requestId, round }: { requestId: string; round: number }, { change, digest }: Gain): Promise<void> {
  const kept = await tx.$executeRaw`
    INSERT INTO request_gain (request_id, round, people)
    SELECT ${requestId}::uuid, ${round}, g.people
      FROM (SELECT coalesce(array_agg(id ORDER BY id), '{}') AS people, ${digestOfIds} AS digest FROM ${peopleGaining(change)} id) g
     WHERE g.digest = ${digest}
    ON CONFLICT (request_id) DO UPDATE SET round = excluded.round, people = excluded.people`;
  if (kept === 0) throw new ProblemError('stale', 'Who would gain access changed a moment ago. Look again, then repeat.');
}

/** Keeps a reviewer's answer for good, with the revisions they saw; its id. */
export async function insertDecision(
  tx: Tx,
  decision: {
    requestId: string;
    reviewerId: string;
    answer: Answer;
    note: string | null;
    requestRevision: number;
    round: number;
    stage: string;
    onBehalfOfId: string | null;
    siteRevision: number;
    proposal: object;
    decidedAt: Date;
  },
): Promise<string> {
  const { id } = await tx.decision.create({ data: decision, select: { id: true } });
  return id;
}

function movedOn(): ProblemError {
  return new ProblemError('stale', 'Somebody else changed this request a moment ago. Look again, then repeat.');
}
