import type { Staged } from '@/lib/domain/answer-request';
import type { PersonRef } from '@/lib/domain/site';
import { decideOperation } from '@/lib/domain/decide-operation';
import { judgeOnRequest } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import { readSiteRelations } from '@/lib/sites/load-site';
import { loadAnswer, type LoadedAnswer } from './load-answer';
import { lockRequest, readTies } from './load-request';
import { readPlaces } from './read-places';

export type LoadedClaim = LoadedAnswer & {
  /** Who would take the request over, with what they could answer; null: nobody is named, or there is no such person. */
  receiver: { person: PersonRef; staged: Staged | null } | null;
};

/** Locks a request that somebody takes on or hands over, and works out who could answer it. */
export async function loadClaim(tx: Tx, requestId: string, context: Context, to: string | null = null): Promise<LoadedClaim | null> {
  const locked = await lockRequest(tx, requestId, context);
  if (locked === null) return null;
  const loaded = await loadAnswer(tx, locked, { revision: locked.request.revision }, context);
  const person = to === null ? null : await tx.person.findUnique({ where: { id: to }, select: { id: true, name: true, email: true, roles: true, deactivatedAt: true } });
  if (person === null) return { ...loaded, receiver: null };
  const subject = { personId: person.id, roles: person.roles };
  const places = await readPlaces(tx, subject, context.now);
  const { site, request } = loaded;
  const relations = {
    ...(await readSiteRelations(tx, { id: site.id, ownerId: site.owner?.id ?? null, successorId: site.successor?.id ?? null }, subject)),
    requesterId: request.requesterId,
    proposedOwnerId: null,
    ...(await readTies(tx, await tx.request.findUniqueOrThrow({ where: { id: requestId } }), places)),
  };
  const may = judgeOnRequest(decideOperation(request.kind), subject, relations).allowed;
  const answerer = places === null ? null : { personId: person.id, decidesByRole: places.decidesByRole, inPlaceOf: places.inPlaceOf.map(({ id }) => id) };
  const { id, name, email, deactivatedAt } = person;
  return {
    ...loaded,
    receiver: { person: { id, name, email, active: deactivatedAt === null }, staged: !may || loaded.staged === null || answerer === null ? null : { ...loaded.staged, answerer } },
  };
}
