import { clockOf, openRetirementStates } from '@/lib/domain/retirement';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { withdrawDemands } from '@/lib/enforcement/write';
import { retirementInclude, toPlan } from './load-retirement';
import { updateRetirement } from './write';

/** Stops the clock of a Site's retirement for a legal hold that is being set, or lets it go on; the caller holds the Site's lock. */
export async function keepClock(tx: Tx, siteId: string, legalHold: SiteFacts['legalHold'], now: Date): Promise<void> {
  const row = await tx.retirement.findFirst({ where: { siteId, state: { in: [...openRetirementStates] } }, include: retirementInclude });
  if (row === null) return;
  const plan = toPlan(row);
  const patch = clockOf({ legalHold }, plan, now);
  if (patch === null) return;
  await updateRetirement(tx, plan, patch);
  if (plan.state === 'deleting') await withdrawDemands(tx, [{ siteId, aspect: 'existence' }], now);
}
