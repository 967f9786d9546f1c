import { remarksOn } from '@/lib/domain/request-missing';
import { longUtcDate } from '@/lib/domain/utc-day';
import type { Tx } from '@/lib/db/client';
import type { Notice } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import type { LoadedRequest } from './load-request';
import type { PlannedRequest } from './plan-request';
import { requestTitle, toRequest } from './request-notices';

/** Beyond so many who could answer, nobody feels asked; the first by id are. */
const toldAtMost = 50;

/** Once more to those who can answer: the one who took it on, else all whom the open stages ask, and those who decide in their place. */
export async function reminderNotices(tx: Tx, loaded: LoadedRequest, { plan, facts }: PlannedRequest, now: Date): Promise<Notice[]> {
  const answered = new Set(facts.answers.flatMap(({ reviewerId, onBehalfOfId }) => [reviewerId, onBehalfOfId]));
  const eligible = new Set(plan.stages.filter(({ state }) => state === 'open').flatMap((stage) => [...stage.eligible]));
  const claimant = loaded.claimedBy?.id;
  const asked = claimant !== undefined && eligible.has(claimant) ? [claimant] : [...eligible].sort().slice(0, toldAtMost);
  const waiting = asked.filter((id) => !answered.has(id));
  const told = new Set([...waiting, ...(await delegatesOf(tx, waiting, now))]);
  const days = Math.floor((now.getTime() - loaded.submittedAt.getTime()) / (24 * 60 * 60 * 1000));
  return [...told].map((personId) => ({
    personId,
    kind: 'alert',
    occasion: `request reminder ${loaded.request.id} ${now.toISOString()}`,
    title: `${requestTitle(loaded)} waits for an answer`,
    message: {
      lines: [`It was asked for ${days === 1 ? 'a day' : `${days} days`} ago.`, ...(loaded.dueAt === null ? [] : [`Without an answer it ends on ${longUtcDate(loaded.dueAt)}, and that means no.`])],
      action: toRequest(loaded.request.id),
    },
  }));
}

/** To those who can answer from now on, and to the admins, who can see to it that somebody does. */
export async function escalationNotices(tx: Tx, loaded: LoadedRequest, { plan, facts }: PlannedRequest, isShort: boolean): Promise<Notice[]> {
  const open = plan.stages.filter(({ state }) => state === 'open');
  const joined = open.flatMap((stage) => (stage.standIns === null ? [] : [...stage.eligible].filter((id) => !(facts.pools.get(stage.key)?.who.has(id) ?? false))));
  const told = new Set([...joined.sort().slice(0, toldAtMost), ...(await listAdminIds(tx))]);
  const remarks = open.flatMap((stage) => remarksOn(stage, !isShort));
  return [...told].map((personId) => ({
    personId,
    kind: 'alert',
    occasion: `request escalated ${loaded.request.id} ${loaded.round}`,
    title: isShort ? `${requestTitle(loaded)} has too few left to answer it` : `${requestTitle(loaded)} has waited for long`,
    message: { lines: remarks.length === 0 ? ['Nobody has answered it yet.'] : remarks, action: toRequest(loaded.request.id) },
  }));
}

/** To those who asked and who answer for the Site. */
export function timeOutNotices(loaded: LoadedRequest): Notice[] {
  const { request, site } = loaded;
  const told = new Set([request.requesterId, ...(site.owner === null ? [] : [site.owner.id])]);
  return [...told].map((personId) => ({
    personId,
    kind: 'alert',
    occasion: `request timed out ${request.id} ${request.revision}`,
    title: `${requestTitle(loaded)} ended without an answer`,
    message: { lines: endingLines(request.kind === 're_review'), action: toRequest(request.id) },
  }));
}

function endingLines(isReReview: boolean): string[] {
  return isReReview
    ? ['Nobody answered in time, and that means no: only the owner and admins may open the Site from now on.', 'If others still need it, ask for a widening.']
    : ['Nobody answered in time, and that means no. Everything stays as it is.', 'If it is still needed, ask again.'];
}

/** Those who decide in the place of some people at the moment. */
async function delegatesOf(tx: Tx, people: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.delegation.findMany({
    where: { fromId: { in: [...people] }, startsAt: { lte: now }, endsAt: { gt: now }, revokedAt: null, to: { deactivatedAt: null } },
    select: { toId: true },
  });
  return rows.map(({ toId }) => toId);
}
