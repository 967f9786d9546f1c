import type { Audience, ResolvedAudiences } from './audience';
import type { NamedAudience } from './request';
import { firstLoudDay } from './sweep';
import { isQuiet, type Settings } from './settings';
import { addUtcDays } from './utc-day';

export const audienceTermStates = ['active', 'suspended', 'ended', 'superseded'] as const;
export type AudienceTermState = (typeof audienceTermStates)[number];

/** A widening that ends by itself: until when, and what the audience was before it. */
export type AudienceTerm = { id: string; siteId: string; requestId: string; endsAt: Date; fallback: NamedAudience; state: AudienceTermState; toldDays: number | null };

export type TermStart = {
  /** What the new widening makes pointless. */
  superseded: string[];
  /** What waits until the new widening has ended. */
  suspended: string | null;
  /**
   * What those would have fallen back to, one after the other. The new widening falls back to what they would have left of
   * the audience before it: whoever was taken out meanwhile stays out.
   */
  handedOn: NamedAudience[];
};

/**
 * How a widening that is approved now stands to those that end by themselves: `standing` are the active one and those
 * suspended under it. Whatever ends no later than the new one is superseded, and its fallback handed on; what ends later
 * waits and comes back. For good, it supersedes all.
 */
export function termStart(standing: readonly AudienceTerm[], until: Date | null): TermStart {
  const ordered = inOrder(standing);
  const superseded = ordered.filter(({ endsAt }) => until === null || endsAt <= until);
  const active = ordered.find((term) => term.state === 'active' && !superseded.includes(term));
  return { superseded: superseded.map(({ id }) => id), suspended: active?.id ?? null, handedOn: superseded.map(({ fallback }) => fallback) };
}

/** Terms that stand, in the order in which they end. */
export function inOrder<Term extends Pick<AudienceTerm, 'endsAt' | 'id'>>(standing: readonly Term[]): Term[] {
  return [...standing].sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime() || (a.id < b.id ? -1 : 1));
}

/**
 * The audience after a term: its fallback as far as today's audience lets those in too, so that nobody comes back who was
 * taken out meanwhile, and nobody who has left. Null: today's audience lets in nobody beyond the fallback, and stays.
 */
export function fallBack(today: Audience, fallback: Audience, resolved: { today: ResolvedAudiences; fallback: ResolvedAudiences }): Audience | null {
  if (isWithin(today, fallback, resolved.fallback)) return null;
  const everyone = today.mode === 'workspace_all';
  const people = [
    ...fallback.people.filter((id) => resolved.fallback.peopleNow.has(id) && resolved.today.peopleNow.has(id)),
    ...today.people.filter((id) => resolved.fallback.peopleNow.has(id) && !fallback.people.includes(id)),
  ];
  const groups = [
    // A group that is gone resolves to itself alone; whoever reads the fallback leaves those out.
    ...fallback.groups.filter((id) => everyone || resolved.today.groupsNow.has(id)),
    ...today.groups.filter((id) => resolved.fallback.groupsNow.has(id) && !fallback.groups.includes(id)),
  ];
  return fallback.mode !== 'custom' || people.length + groups.length === 0 ? { mode: 'admins_only', people: [], groups: [] } : { mode: 'custom', people, groups };
}

/** Whether an audience lets in nobody whom another keeps out, now or when a group grows. */
function isWithin(audience: Audience, other: Audience, { peopleNow, groupsNow }: ResolvedAudiences): boolean {
  if (audience.mode === 'admins_only' || other.mode === 'workspace_all') return true;
  if (audience.mode === 'workspace_all' || other.mode === 'admins_only') return false;
  return audience.people.every((id) => peopleNow.has(id) || other.people.includes(id)) && audience.groups.every((id) => groupsNow.has(id));
}

/**
 * The distance in days of which people are to be told now that a widening ends; null where they have been, or where it is
 * too early. On a quiet day nobody is told, unless no other day is left before its end.
 */
export function noticeDue(term: Pick<AudienceTerm, 'endsAt' | 'toldDays'>, settings: Pick<Settings, 'termNoticeDays' | 'quietWeekdays' | 'quietDates'>, now: Date): number | null {
  if (term.endsAt <= now || (isQuiet(settings, now) && firstLoudDay(settings, now) < term.endsAt)) return null;
  const reached = settings.termNoticeDays.filter((days) => addUtcDays(term.endsAt, -days) <= now);
  if (reached.length === 0) return null;
  const nearest = Math.min(...reached);
  return term.toldDays === null || nearest < term.toldDays ? nearest : null;
}
