import { openEnforcementStates } from '@/lib/domain/enforcement';
import type { Tx } from '@/lib/db/client';
import { moveDemands } from '@/lib/enforcement/write';

/** Notes on the platform's task that a named person has seen the Site deleted. One that the platform doesn't know has no task. */
export async function confirmDeleted(tx: Tx, siteId: string, { personId, note, now }: { personId: string; note: string; now: Date }): Promise<void> {
  const open = await tx.enforcement.findMany({ where: { siteId, aspect: 'existence', state: { in: [...openEnforcementStates] } }, select: { id: true, revision: true } });
  await moveDemands(tx, open.map((demand) => ({ ...demand, state: 'confirmed', settledAt: now, proof: 'person', settledById: personId, note })));
}
