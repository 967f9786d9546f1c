import type { Tx } from '@/lib/db/client';
import { insertSites, type InsertedSite } from '@/lib/sites/insert-sites';
import { updateSite, updateSites, type Made } from '@/lib/sites/write';
import type { PlannedSite } from './planned-site';

/** Writes what a batch of rows does: the new Sites in one statement, the changed ones in another. */
export async function applyCsv(tx: Tx, planned: readonly PlannedSite[], made: Made): Promise<void> {
  const created = planned.flatMap((entry) =>
    entry.outcome === 'created' ? [{ ...(entry.create as Omit<InsertedSite, 'id' | 'dataSources'>), id: entry.site.id, dataSources: entry.dataSources }] : [],
  );
  await insertSites(tx, created, made.now);
  const changed = planned.flatMap((entry) => (entry.outcome === 'changed' ? [{ base: { id: entry.site.id, revision: entry.revision }, ...entry }] : []));
  const isPlain = ({ arrival }: (typeof changed)[number]): boolean => Object.keys(arrival).length === 0;
  const plain = changed.filter(isPlain);
  if (plain.length > 0) await updateSites(tx, plain, made);
  for (const { base, patch, arrival } of changed.filter((entry) => !isPlain(entry))) await updateSite(tx, base, patch, made, arrival);
}
