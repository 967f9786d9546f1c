import type { EnforcementAspect, EnforcementWish } from './enforcement';
import type { SitePatch } from './site-decisions';

/** People and groups by id, in the words that the platform and the admins' steps use. */
export type WishNames = {
  people: ReadonlyMap<string, { email: string; name: string }>;
  groups: ReadonlyMap<string, { id: string | null; name: string }>;
};

/** What a decision asks of the platform about one aspect; null: what was asked before no longer holds, and nothing takes its place. */
export type AspectDemand = { aspect: EnforcementAspect; wish: EnforcementWish | null };

/** Whose names the demands of a change need. */
export function namedIn({ audience, ownerId }: SitePatch): { people: string[]; groups: string[] } {
  return { people: [...(audience?.people ?? []), ...(ownerId == null ? [] : [ownerId])], groups: audience?.groups ?? [] };
}

/** Whether a change makes any demand at all: most make none, and pay nothing. */
export function makesDemands(patch: SitePatch): boolean {
  return patch.audience !== undefined || patch.ownerId !== undefined || patch.state === 'retired' || opensOrCloses(patch) !== null;
}

/** What must become true on the platform once a Site has been changed so. */
export function demandsOf(patch: SitePatch, names: WishNames): AspectDemand[] {
  // What is gone needs no closing, and nobody to own it.
  if (patch.state === 'retired') return (['access', 'availability', 'ownership'] as const).map((aspect) => ({ aspect, wish: null }));
  const demands: AspectDemand[] = [];
  if (patch.audience !== undefined) {
    const { mode, people, groups } = patch.audience;
    const wish = { aspect: 'access', mode, people: found(people, names.people), groups: found(groups, names.groups) } as const;
    demands.push({ aspect: 'access', wish });
  }
  const open = opensOrCloses(patch);
  if (open !== null) demands.push({ aspect: 'availability', wish: { aspect: 'availability', open } });
  if (patch.ownerId !== undefined) {
    const owner = patch.ownerId === null ? undefined : names.people.get(patch.ownerId);
    demands.push({ aspect: 'ownership', wish: owner === undefined ? null : { aspect: 'ownership', ...owner } });
  }
  return demands;
}

/** Coming back counts only from being disabled: a Site that goes live for the first time was opened by its deployment. */
function opensOrCloses({ state, disabled }: SitePatch): boolean | null {
  if (state === 'disabled') return false;
  return (state === 'live' || state === 'draft') && disabled === null ? true : null;
}

function found<Value>(ids: readonly string[], names: ReadonlyMap<string, Value>): Value[] {
  return ids.flatMap((id) => names.get(id) ?? []);
}
