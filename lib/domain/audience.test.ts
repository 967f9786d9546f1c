import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf } from '@/tests/support/facts';
import {
  audienceModes,
  compareAudience,
  driftOf,
  isWiderMode,
  observedModes,
  widerMode,
  type ApprovedAccess,
  type Audience,
  type AudienceMode,
  type ObservedAccess,
} from './audience';
import { audienceSchema } from './audience-schema';

/** A small workspace: twelve people, five groups, each group with members and groups inside it. */
type Workspace = { members: string[][]; inside: number[][] };
const people = Array.from({ length: 12 }, (_, at) => `p${at}`);
const groups = Array.from({ length: 5 }, (_, at) => `g${at}`);
const owner = 'p0';

const workspace: fc.Arbitrary<Workspace> = fc.record({
  members: fc.array(fc.subarray(people, { maxLength: 4 }), { minLength: 5, maxLength: 5 }),
  inside: fc.array(fc.subarray([0, 1, 2, 3, 4], { maxLength: 2 }), { minLength: 5, maxLength: 5 }),
});
const audience: fc.Arbitrary<Audience> = fc
  .record({ mode: fc.constantFrom(...audienceModes), people: fc.subarray(people, { maxLength: 5 }), groups: fc.subarray(groups, { maxLength: 3 }) })
  .map((any) => (any.mode === 'custom' ? any : { ...any, people: [], groups: [] }));

function nested({ inside }: Workspace, from: readonly string[]): Set<string> {
  const reached = new Set(from);
  for (const name of reached) for (const child of inside[Number(name.slice(1))] ?? []) reached.add(`g${child}`);
  return reached;
}

function opens(all: Workspace, { mode, people: named, groups: chosen }: Audience): Set<string> {
  if (mode === 'workspace_all') return new Set(people);
  const members = [...nested(all, chosen)].flatMap((name) => all.members[Number(name.slice(1))] ?? []);
  return new Set([owner, ...(mode === 'custom' ? [...named, ...members] : [])]);
}

function compare(all: Workspace, from: Audience, to: Audience) {
  return compareAudience(from, to, { peopleNow: opens(all, from), groupsNow: nested(all, from.groups) });
}

describe('compareAudience', () => {
  it('never calls it narrower when somebody gets in who does not today', () => {
    fc.assert(
      fc.property(workspace, audience, audience, (all, from, to) => {
        if (compare(all, from, to) === 'wider') return;
        const now = opens(all, from);
        expect([...opens(all, to)].filter((id) => !now.has(id))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays right when a group grows later', () => {
    fc.assert(
      fc.property(workspace, audience, audience, fc.nat(4), fc.constantFrom(...people), (all, from, to, group, newcomer) => {
        if (compare(all, from, to) === 'wider') return;
        const grown = { ...all, members: all.members.map((list, at) => (at === group ? [...list, newcomer] : list)) };
        const then = opens(grown, from);
        expect([...opens(grown, to)].filter((id) => !then.has(id))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same for the same lists in another order, and only then', () => {
    fc.assert(
      fc.property(workspace, audience, audience, (all, from, to) => {
        const turned = { ...from, people: [...from.people].reverse(), groups: [...from.groups].reverse() };
        expect(compare(all, from, turned)).toBe('same');
        const equal = from.mode === to.mode && [from.people, from.groups].every((list, at) => [...list].sort().join() === [...([to.people, to.groups][at] ?? [])].sort().join());
        expect(compare(all, from, to) === 'same').toBe(equal);
      }),
    );
  });

  it('takes out people and groups at once, but a swap needs a review', () => {
    const all: Workspace = { members: [['p1'], ['p2'], [], [], []], inside: [[1], [], [], [], []] };
    const now: Audience = { mode: 'custom', people: ['p5', 'p6'], groups: ['g0'] };
    expect(compare(all, now, { ...now, people: ['p5'] })).toBe('narrower');
    expect(compare(all, now, { ...now, people: ['p5', 'p7'] })).toBe('wider');
    // A group nested in one that is in may stay alone; the members of a group may be named instead of it.
    expect(compare(all, now, { mode: 'custom', people: [], groups: ['g1'] })).toBe('narrower');
    expect(compare(all, now, { mode: 'custom', people: ['p1', 'p2'], groups: [] })).toBe('narrower');
    // The same people through another group: that group may grow.
    expect(compare(all, { mode: 'custom', people: ['p2'], groups: [] }, { mode: 'custom', people: [], groups: ['g1'] })).toBe('wider');
  });
});

describe('driftOf', () => {
  const approved = (mode: AudienceMode, emails: string[] = [], ids: string[] = []): ApprovedAccess => ({ mode, emails, groups: ids, owner: 'o@x.com' });
  const observed = (mode: ObservedAccess['mode'], emails: string[] = [], ids: string[] = [], externalVisitors = 0): ObservedAccess => ({ mode, emails, groups: ids, externalVisitors });

  it('is none while nothing was reported', () => {
    for (const mode of audienceModes) expect(driftOf(approved(mode), null)).toBe('none');
  });

  it('is wider for anything reported as public', () => {
    for (const mode of audienceModes) expect(driftOf(approved(mode), observed('public'))).toBe('wider');
  });

  it('follows the order of the modes', () => {
    for (const was of audienceModes) {
      for (const is of observedModes) {
        const drift = driftOf(approved(was, ['a@x.com']), observed(is, is === 'custom' ? ['a@x.com'] : []));
        expect(drift).toBe(is === was ? 'none' : isWiderMode(is, was) ? 'wider' : 'narrower');
      }
    }
  });

  it('turns round with its sides', () => {
    const list = fc.subarray(['a@x.com', 'b@x.com', 'c@x.com', 'o@x.com']);
    const ids = fc.subarray(['g1', 'g2']);
    const mirror = { none: 'none', wider: 'narrower', narrower: 'wider', different: 'different' } as const;
    fc.assert(
      fc.property(list, ids, list, ids, (emailsA, groupsA, emailsB, groupsB) => {
        // Somebody else than the owner on both sides, so that neither is owner-only.
        const a = ['z@x.com', ...emailsA];
        const b = ['z@x.com', ...emailsB];
        const there = driftOf(approved('custom', a, groupsA), observed('custom', b, groupsB));
        const back = driftOf(approved('custom', b, groupsB), observed('custom', a, groupsA));
        expect(back).toBe(mirror[there]);
      }),
    );
  });

  it('takes custom with only the owner for owner and admins', () => {
    expect(driftOf(approved('admins_only'), observed('custom', ['o@x.com']))).toBe('none');
    expect(driftOf(approved('admins_only'), observed('custom', ['o@x.com', 'a@x.com']))).toBe('wider');
    expect(driftOf(approved('admins_only'), observed('custom', ['o@x.com'], ['g1']))).toBe('wider');
    expect(driftOf(approved('custom', ['a@x.com']), observed('custom', ['o@x.com']))).toBe('narrower');
  });

  it('takes a list that was not reported for unknown, never for empty', () => {
    const unknown: ObservedAccess = { mode: 'custom', emails: null, groups: null, externalVisitors: 0 };
    expect(driftOf(approved('custom', ['a@x.com']), unknown)).toBe('none');
    expect(driftOf(approved('admins_only'), unknown)).toBe('wider');
    expect(driftOf(approved('custom', ['a@x.com']), { ...unknown, externalVisitors: 1 })).toBe('wider');
  });

  it('never counts the owner, and always counts guests from outside', () => {
    expect(driftOf(approved('custom', ['a@x.com']), observed('custom', ['a@x.com', 'o@x.com']))).toBe('none');
    expect(driftOf(approved('custom', ['a@x.com']), observed('custom', ['a@x.com'], [], 1))).toBe('wider');
    expect(driftOf(approved('workspace_all'), observed('workspace_all', [], [], 1))).toBe('wider');
    expect(driftOf(approved('custom', ['a@x.com']), observed('custom', ['b@x.com']))).toBe('different');
  });
});

describe('the width of modes', () => {
  it('is an order in which public is widest', () => {
    for (const [at, mode] of observedModes.entries()) {
      for (const [other, than] of observedModes.entries()) {
        expect(isWiderMode(mode, than)).toBe(at > other);
        expect(widerMode(mode, than)).toBe(observedModes[Math.max(at, other)]);
      }
    }
  });
});

describe('audienceSchema', () => {
  const parse = (input: unknown) => audienceSchema.safeParse(input);

  it('never takes public, and says so', () => {
    expect(parse({ mode: 'public' }).error?.issues[0]?.message).toContain('never grants public access');
  });

  it('holds lists to custom, and custom to lists', () => {
    expect(parse({ mode: 'admins_only', people: [idOf(1)] }).error?.issues[0]?.path).toEqual(['people']);
    expect(parse({ mode: 'workspace_all', groups: [idOf(1)] }).error?.issues[0]?.path).toEqual(['groups']);
    expect(parse({ mode: 'custom' }).success).toBe(false);
    expect(parse({ mode: 'workspace_all' }).data).toEqual({ mode: 'workspace_all', people: [], groups: [] });
  });

  it('names each person once, in a fixed order', () => {
    expect(parse({ mode: 'custom', people: [idOf(2), idOf(1), idOf(2)] }).data?.people).toEqual([idOf(1), idOf(2)]);
  });

  it('knows no other field and no id that is not one', () => {
    expect(parse({ mode: 'custom', people: ['ann'] }).success).toBe(false);
    expect(parse({ mode: 'workspace_all', role: 'editor' }).success).toBe(false);
  });
});
