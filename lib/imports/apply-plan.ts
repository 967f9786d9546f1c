import type { Tx } from '@/lib/db/client';
import { insertSite, updateSite } from '@/lib/sites/write';
import { writeBelongings } from '@/lib/sites/write-belongings';
import type { Prisma } from '@/lib/db/generated/client';
import type { Plan } from './planned-site';

/** Writes what was planned, Site by Site, in the caller's transaction. */
export async function applyPlan(tx: Tx, { planned }: Plan, now: Date): Promise<void> {
  for (const entry of planned) {
    if (entry.outcome === 'unchanged') continue;
    if (entry.outcome === 'created') {
      // Arrival columns are written as plain values; the wider update type also allows Prisma's operations.
      const create = entry.create as Omit<Prisma.SiteUncheckedCreateInput, 'id' | 'audience' | 'drift' | 'revision'>;
      await insertSite(tx, { ...create, id: entry.site.id }, entry.dataSources);
    } else {
      await updateSite(tx, { id: entry.site.id, revision: entry.revision }, entry.patch, now, entry.arrival);
    }
    await writeBelongings(tx, entry.site.id, entry.belongings);
  }
}
