import type { BulkKind } from '@/lib/domain/bulk';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { enqueue } from '@/lib/jobs/queue';
import type { StoredSelection } from './bulk-row';
import { insertBulk } from './write';

type Plan = { id: string; kind: BulkKind; change: object; reason: string; selection: StoredSelection; undoOfId: string | null };

/** Keeps a new bulk action and has its plan made. @throws ProblemError 403 for the system: its Sites are judged by somebody's rights. */
export async function insertPlan(tx: Tx, plan: Plan, { actor, now }: Context): Promise<void> {
  if (actor.personId === null) throw new ProblemError('forbidden', 'A bulk action is prepared by a person. Sign in as one.');
  await insertBulk(tx, { ...plan, actorId: actor.personId, via: actor.via, correlationId: actor.correlationId, createdAt: now });
  await enqueue(tx, 'plan-bulk-action', { bulkId: plan.id }, { key: plan.id });
}
