import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, resolved } from '@/tests/support/facts';
import type { Audience } from './audience';
import { fallBack, noticeDue, termStart, type AudienceTerm } from './audience-term';
import type { NamedAudience } from './request';
import { defaultSettings } from './settings';

const day = (number: number): Date => new Date(Date.UTC(2026, 11, number));
const named = (reach: number): NamedAudience => ({ mode: 'custom', people: [], groups: [], reach });
const term = (number: number, ends: number, state: AudienceTerm['state'], reach: number): AudienceTerm => ({
  id: idOf(number), siteId: idOf(100), requestId: idOf(200 + number), endsAt: day(ends), fallback: named(reach), state, toldDays: null,
});

describe('a widening that begins', () => {
  it('falls back to the audience before it where no other is under way', () => {
    expect(termStart([], day(9))).toEqual({ superseded: [], suspended: null, handedOn: [] });
    expect(termStart([], null)).toEqual({ superseded: [], suspended: null, handedOn: [] });
  });

  it('suspends one that ends later, and falls back to what that one granted', () => {
    expect(termStart([term(1, 20, 'active', 1)], day(9))).toEqual({ superseded: [], suspended: idOf(1), handedOn: [] });
  });

  it('supersedes one that ends earlier or at once with it, and falls back to where that one would have', () => {
    const standing = [term(2, 20, 'suspended', 2), term(1, 9, 'active', 1)];
    expect(termStart(standing, day(9))).toEqual({ superseded: [idOf(1)], suspended: null, handedOn: [named(1)] });
    expect(termStart(standing, day(15))).toEqual({ superseded: [idOf(1)], suspended: null, handedOn: [named(1)] });
    expect(termStart(standing, day(25))).toEqual({ superseded: [idOf(1), idOf(2)], suspended: null, handedOn: [named(1), named(2)] });
  });

  it('supersedes all of them where it is for good', () => {
    expect(termStart([term(1, 9, 'active', 1), term(2, 20, 'suspended', 2)], null)).toEqual({ superseded: [idOf(1), idOf(2)], suspended: null, handedOn: [named(1), named(2)] });
  });
});

const [ann, bob, cat] = [idOf(1), idOf(2), idOf(3)];
const [team, all] = [idOf(51), idOf(52)];
const owner: Audience = { mode: 'admins_only', people: [], groups: [] };
const everyone: Audience = { mode: 'workspace_all', people: [], groups: [] };
const custom = (people: string[], groups: string[] = []): Audience => ({ mode: 'custom', people, groups });

describe('an audience that falls back', () => {
  it('is what it was before', () => {
    expect(fallBack(custom([ann, bob]), custom([ann]), { today: resolved([ann, bob]), fallback: resolved([ann]) })).toEqual(custom([ann]));
    expect(fallBack(everyone, custom([ann], [team]), { today: resolved([ann, bob, cat]), fallback: resolved([ann, bob], [team]) })).toEqual(custom([ann], [team]));
    expect(fallBack(everyone, owner, { today: resolved([ann, bob]), fallback: resolved([]) })).toEqual(owner);
  });

  it('leaves out who has left', () => {
    expect(fallBack(everyone, custom([ann, bob]), { today: resolved([ann, cat]), fallback: resolved([ann]) })).toEqual(custom([ann]));
    expect(fallBack(everyone, custom([bob]), { today: resolved([ann, cat]), fallback: resolved([]) })).toEqual(owner);
  });

  it('brings nobody back who was taken out meanwhile, by name or with their group', () => {
    expect(fallBack(custom([bob, cat]), custom([ann, bob]), { today: resolved([bob, cat]), fallback: resolved([ann, bob]) })).toEqual(custom([bob]));
    expect(fallBack(custom([bob, cat]), custom([], [team]), { today: resolved([bob, cat]), fallback: resolved([ann, bob], [team]) })).toEqual(custom([bob]));
    expect(fallBack(custom([cat], [team]), custom([], [all]), { today: resolved([bob, cat], [team]), fallback: resolved([ann, bob], [all, team]) })).toEqual(custom([], [team]));
  });

  it('stays where it lets in nobody beyond the fallback', () => {
    expect(fallBack(owner, custom([ann]), { today: resolved([]), fallback: resolved([ann]) })).toBeNull();
    expect(fallBack(custom([bob]), custom([], [team]), { today: resolved([bob]), fallback: resolved([ann, bob], [team]) })).toBeNull();
    expect(fallBack(custom([ann]), everyone, { today: resolved([ann]), fallback: resolved([ann, bob]) })).toBeNull();
  });

  /** A workspace of six people and three groups, one of them within another. */
  const people = [1, 2, 3, 4, 5, 6].map(idOf);
  const members: Record<string, string[]> = { [idOf(51)]: [idOf(1), idOf(2)], [idOf(52)]: [idOf(3)], [idOf(53)]: [idOf(4), idOf(5)] };
  const nested: Record<string, string[]> = { [idOf(52)]: [idOf(51)] };
  const resolve = (audience: Audience, departed: readonly string[]) => {
    const groups = audience.groups.flatMap((id) => [id, ...(nested[id] ?? [])]);
    const all = audience.mode === 'workspace_all' ? people : [...audience.people, ...groups.flatMap((id) => members[id] ?? [])];
    return resolved(all.filter((id) => !departed.includes(id)), groups);
  };
  const audiences: fc.Arbitrary<Audience> = fc.oneof(
    fc.constant(owner),
    fc.constant(everyone),
    fc.record({ people: fc.subarray(people), groups: fc.subarray(Object.keys(members)) })
      .filter(({ people, groups }) => people.length + groups.length > 0)
      .map((lists): Audience => ({ mode: 'custom', ...lists })),
  );

  it('never lets in anybody whom today’s audience or the fallback keeps out', () => {
    fc.assert(
      fc.property(audiences, audiences, fc.subarray(people), (now, before, departed) => {
        const both = { today: resolve(now, departed), fallback: resolve(before, departed) };
        const after = resolve(fallBack(now, before, both) ?? now, departed);
        for (const id of after.peopleNow) expect(both.today.peopleNow.has(id) && both.fallback.peopleNow.has(id)).toBe(true);
        if (now.mode === 'custom') for (const id of after.groupsNow) expect(both.today.groupsNow.has(id)).toBe(true);
        if (before.mode === 'custom') for (const id of after.groupsNow) expect(both.fallback.groupsNow.has(id)).toBe(true);
        // Settled once, it is settled.
        const settled = fallBack(now, before, both) ?? now;
        expect(fallBack(settled, before, { ...both, today: after })).toBeNull();
      }),
    );
  });
});

describe('a notice', () => {
  const settings = { ...defaultSettings, termNoticeDays: [14, 3], quietWeekdays: [6, 7], quietDates: [] };
  const due = (ends: number, now: number, toldDays: number | null = null) => noticeDue({ endsAt: day(ends), toldDays }, settings, day(now));

  it('is due at each distance once, the nearest where several are reached', () => {
    expect(due(23, 8)).toBeNull();
    expect(due(23, 9)).toBe(14);
    expect(due(23, 10, 14)).toBeNull();
    expect(due(24, 21, 14)).toBe(3);
    expect(due(24, 21)).toBe(3);
    expect(due(24, 22, 3)).toBeNull();
    expect(due(24, 24)).toBeNull();
  });

  it('waits for a day that isn’t quiet, unless none is left', () => {
    // The 12th and 13th are a weekend.
    expect(due(15, 12)).toBeNull();
    expect(due(13, 12)).toBe(3);
  });
});
