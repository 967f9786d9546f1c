/** What the workspace of a bench is made from; the same three make the same bytes. */
export interface WorkspaceShape {
  sites: number;
  seed: number;
  /** Midnight, UTC: what every date is counted from. Expiry and review mean something only around it. */
  asOf: Date;
}

/** Raised whenever the generator makes other rows from the same shape, so that an old folder is made anew. */
export const GENERATOR_VERSION = 1;

export const DEPARTMENTS = 24;
/** Days from the first Site to `asOf`. */
export const HISTORY_DAYS = 1_600;

/** How many people and groups a workspace of that many Sites has, and who of them is still there. */
export function populationOf(sites: number): { people: number; active: number; heavyOwners: number; groups: number } {
  const people = Math.max(500, Math.floor(sites / 20));
  return {
    people,
    /** People are numbered from 1; the ones above `active` have left. */
    active: Math.floor(people * 0.96),
    /** The few who own hundreds, where there are enough Sites for it. */
    heavyOwners: Math.max(3, Math.floor(people * 0.005)),
    groups: Math.max(60, Math.floor(people / 50)),
  };
}

/** The accounts one signs in with, by the number of the person: `owner` is one of the few who own much. */
export function accountsOf(active: number): { index: number; key: string; role: string; name: string }[] {
  return [
    { index: 1, key: 'owner', role: 'member', name: 'Oskar Brandt' },
    { index: active, key: 'admin', role: 'admin', name: 'Ada Lindqvist' },
    { index: active - 1, key: 'reviewer', role: 'reviewer', name: 'Renata Okafor' },
    { index: active - 2, key: 'auditor', role: 'auditor', name: 'Aurel Whitcombe' },
    { index: active - 3, key: 'member', role: 'member', name: 'Mei Castellano' },
  ];
}
