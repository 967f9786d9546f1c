import type { Tx } from '@/lib/db/client';
import { insertSite, updateSite, updateSites } from '@/lib/sites/write';
import { writeBelongings } from '@/lib/sites/write-belongings';
import type { Prisma } from '@/lib/db/generated/client';
import type { Plan } from './planned-site';

/** Writes what was planned in the caller's transaction. What arrives was decided nowhere, so nothing is demanded for it. */
export async function applyPlan(tx: Tx, { planned }: Plan, now: Date): Promise<void> {
  const made = { now, actor: null };
  const changed = planned.filter((entry) => entry.outcome === 'changed');
  // Where nothing but the record moves, the changes go in one statement, however many they are.
  const isPlain = ({ arrival, belongings }: (typeof changed)[number]): boolean => Object.keys(arrival).length === 0 && Object.keys(belongings).length === 0;
  const plain = changed.filter(isPlain);
  if (plain.length > 0) await updateSites(tx, plain.map(({ site, revision, patch }) => ({ base: { id: site.id, revision }, patch })), made);
  for (const { site, revision, patch, arrival, belongings } of changed.filter((entry) => !isPlain(entry))) {
    await updateSite(tx, { id: site.id, revision }, patch, made, arrival);
    await writeBelongings(tx, site.id, belongings, now);
  }
  for (const entry of planned.filter((entry) => entry.outcome === 'created')) {
    // Arrival columns are written as plain values; the wider update type also allows Prisma's operations.
    const create = entry.create as Omit<Prisma.SiteUncheckedCreateInput, 'id' | 'audience' | 'drift' | 'revision'>;
    await insertSite(tx, { ...create, id: entry.site.id }, entry.dataSources);
    await writeBelongings(tx, entry.site.id, entry.belongings, now);
  }
}
