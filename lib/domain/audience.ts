export const audienceModes = ['admins_only', 'custom', 'workspace_all'] as const;
export type AudienceMode = (typeof audienceModes)[number];

/** What the platform can report. `public` exists there; this console never grants it. */
export const observedModes = ['admins_only', 'custom', 'workspace_all', 'public'] as const;
export type ObservedMode = (typeof observedModes)[number];

export const audienceLabels: Record<ObservedMode, string> = {
  admins_only: 'Owner and admins',
  custom: 'Named people and groups',
  workspace_all: 'Whole workspace',
  public: 'Anyone on the internet',
};

export const driftKinds = ['none', 'wider', 'narrower', 'different'] as const;
export type Drift = (typeof driftKinds)[number];

export const driftLabels: Record<Drift, string> = {
  none: 'As approved',
  wider: 'Wider than approved',
  narrower: 'Narrower than approved',
  different: 'Different from approved',
};

/** An audience as people choose it: the mode, and for `custom` the people and groups by id. */
export type Audience = { mode: AudienceMode; people: string[]; groups: string[] };

/** Width of a mode: a larger number lets more people in, whatever the lists say. */
const width: Record<ObservedMode, number> = { admins_only: 0, custom: 1, workspace_all: 2, public: 3 };

export function isWiderMode(candidate: ObservedMode, than: ObservedMode): boolean {
  return width[candidate] > width[than];
}

/** The wider of two modes: what a Site is exposed to while decision and platform differ. */
export function widerMode<Mode extends ObservedMode>(a: Mode, b: Mode): Mode {
  return width[a] >= width[b] ? a : b;
}

export type AudienceComparison = 'same' | 'narrower' | 'wider';

/** What two audiences resolve to, so that a group can be compared with the people in it. */
export type ResolvedAudiences = {
  /** Everyone who can open the Site now, by person id, groups resolved. */
  peopleNow: ReadonlySet<string>;
  /** The groups that are in the audience now, nested groups included. */
  groupsNow: ReadonlySet<string>;
};

/**
 * Compares a proposed audience with today's. Narrower means that nobody gains access, now or when a group grows
 * later: every proposed group must already be in (itself or through nesting), every proposed person must already
 * get in. Anything else is wider and needs review, also a mixture of additions and removals.
 */
export function compareAudience(from: Audience, to: Audience, resolved: ResolvedAudiences): AudienceComparison {
  if (from.mode === to.mode && sameIds(from.people, to.people) && sameIds(from.groups, to.groups)) return 'same';
  if (from.mode !== to.mode) return isWiderMode(to.mode, from.mode) ? 'wider' : 'narrower';
  const gains =
    to.people.some((id) => !resolved.peopleNow.has(id) && !from.people.includes(id)) || to.groups.some((id) => !resolved.groupsNow.has(id));
  return gains ? 'wider' : 'narrower';
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return a.length === b.length && b.every((id) => set.has(id));
}

/**
 * What the platform reported of an audience, in the words that both sides share (lower-case e-mails, group ids).
 * A list that it didn't report is null: unknown, not empty.
 */
export type ObservedAccess = {
  mode: ObservedMode;
  emails: string[] | null;
  groups: string[] | null;
  externalVisitors: number;
};

/** The approved audience in the same words. `owner` is null for an ownerless Site. */
export type ApprovedAccess = { mode: AudienceMode; emails: string[]; groups: string[]; owner: string | null };

/**
 * Drift: how what the platform reports differs from what was approved. For `custom` the lists are compared; the
 * owner is always in and never counts. Nothing observed yet is no drift, it is unconfirmed.
 */
export function driftOf(approved: ApprovedAccess, observed: ObservedAccess | null): Drift {
  if (observed === null) return 'none';
  const observedMode = isOwnerOnly(observed, approved.owner) ? 'admins_only' : observed.mode;
  if (observedMode !== approved.mode) {
    return isWiderMode(observedMode, approved.mode) ? 'wider' : 'narrower';
  }
  if (observed.externalVisitors > 0) return 'wider';
  if (approved.mode !== 'custom' || observed.emails === null || observed.groups === null) return 'none';
  const more = beyond(observed.emails, approved.emails, approved.owner) || beyond(observed.groups, approved.groups, null);
  const less = beyond(approved.emails, observed.emails, approved.owner) || beyond(approved.groups, observed.groups, null);
  if (more) return less ? 'different' : 'wider';
  return less ? 'narrower' : 'none';
}

/** `custom` with only the owner on it lets in nobody whom `admins_only` would keep out. */
function isOwnerOnly(observed: ObservedAccess, owner: string | null): boolean {
  return (
    observed.mode === 'custom' &&
    observed.groups?.length === 0 &&
    observed.externalVisitors === 0 &&
    observed.emails?.every((email) => email === owner) === true
  );
}

function beyond(list: readonly string[], other: readonly string[], ignore: string | null): boolean {
  const known = new Set(other);
  return list.some((entry) => entry !== ignore && !known.has(entry));
}
