import type { Actor } from '@/lib/gate/actor';
import { ProblemError } from '@/lib/gate/problem';

/** A request is always somebody's, so that nobody can decide on their own. @throws ProblemError 403 for the system. */
export function requesterOf(actor: Actor): string {
  if (actor.personId === null) throw new ProblemError('forbidden', 'A request is made by a person. Sign in as one.');
  return actor.personId;
}
