import { addDays } from 'date-fns';
import { openEnforcementStates, type EnforcementWish } from '@/lib/domain/enforcement';
import type { Settings } from '@/lib/domain/settings';
import type { Tx } from '@/lib/db/client';

export type Demand = { siteId: string; wish: EnforcementWish };

/**
 * Asks that decisions become true on the platform, in the transaction that makes them. A newer demand takes the place of
 * an older one about the same aspect. A Site that the platform doesn't know has nothing to become true there.
 */
export async function demandEnforcement(
  tx: Tx,
  demands: readonly Demand[],
  { by, now, settings }: { by: string; now: Date; settings: Pick<Settings, 'confirmDays'> },
): Promise<void> {
  if (demands.length === 0) return;
  const known = new Set(
    (
      await tx.site.findMany({
        where: { id: { in: demands.map(({ siteId }) => siteId) }, OR: [{ projectId: { not: null } }, { liveUrl: { not: null } }] },
        select: { id: true },
      })
    ).map(({ id }) => id),
  );
  const due = demands.filter(({ siteId }) => known.has(siteId));
  if (due.length === 0) return;
  await tx.enforcement.updateMany({
    where: { state: { in: [...openEnforcementStates] }, OR: due.map(({ siteId, wish }) => ({ siteId, aspect: wish.aspect })) },
    data: { state: 'superseded', settledAt: now, revision: { increment: 1 } },
  });
  await tx.enforcement.createMany({
    data: due.map(({ siteId, wish }) => ({
      siteId,
      aspect: wish.aspect,
      wanted: wish,
      requestedAt: now,
      requestedBy: by,
      overdueAt: addDays(now, settings.confirmDays),
    })),
  });
}
