import { demandsOf, makesDemands, namedIn, type WishNames } from '@/lib/domain/enforcement-demands';
import type { SitePatch } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import { readSettings } from '@/lib/settings/get-settings';
import { askAgainOfOwner, demandEnforcement, withdrawDemands } from './write';

/** Makes the demands of changes that somebody decided. Changes that ask for nothing outside cost nothing. */
export async function demandChanges(
  tx: Tx,
  changes: readonly { base: { id: string }; patch: SitePatch }[],
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const demanding = changes.filter(({ patch }) => makesDemands(patch));
  if (demanding.length === 0) return;
  const names = await readNames(tx, demanding.map(({ patch }) => patch));
  const demands = demanding.flatMap(({ base, patch }) => demandsOf(patch, names).map((demand) => ({ siteId: base.id, ...demand })));
  await withdrawDemands(tx, demands.filter(({ wish }) => wish === null), now);
  const { settings } = await readSettings(tx);
  await demandEnforcement(tx, demands.flatMap(({ siteId, wish }) => (wish === null ? [] : [{ siteId, wish }])), { by, now, settings });
  await askAgainOfOwner(tx, demanding.filter(({ patch }) => patch.ownerId !== undefined).map(({ base }) => base.id), { now, settings });
}

async function readNames(tx: Tx, patches: readonly SitePatch[]): Promise<WishNames> {
  const named = patches.map(namedIn);
  const people = [...new Set(named.flatMap((each) => each.people))];
  const groups = [...new Set(named.flatMap((each) => each.groups))];
  const foundPeople = people.length === 0 ? [] : await tx.person.findMany({ where: { id: { in: people } }, select: { id: true, email: true, name: true } });
  const foundGroups = groups.length === 0 ? [] : await tx.group.findMany({ where: { id: { in: groups } }, select: { id: true, externalId: true, name: true } });
  return {
    people: new Map(foundPeople.map(({ id, email, name }) => [id, { email, name }])),
    groups: new Map(foundGroups.map(({ id, externalId, name }) => [id, { id: externalId, name }])),
  };
}
