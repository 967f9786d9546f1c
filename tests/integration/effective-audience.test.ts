import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Audience } from '@/lib/domain/audience';
import { measureChange, whoGains } from '@/lib/people/measure-audience';
import { resolveChange } from '@/lib/people/resolve-change';
import { gainedBy, resolveAudience } from '@/lib/people/resolve-audience';
import { now, World } from '../support/world';

const people = 90;
const groups = 12;

/** A workspace with a tree of groups whose last one contains the first again, and everybody in one or two of them. */
let world: World;
let inTree: string[];
let person: (n: number) => string;
beforeAll(async () => {
  world = await World.create(4);
  const { prisma } = world.db;
  inTree = Array.from({ length: groups }, () => uuidv7());
  const ids = Array.from({ length: people }, () => uuidv7());
  person = (n) => ids[n] ?? '';
  await prisma.person.createMany({
    data: ids.map((id, n) => ({
      id,
      email: `p${n}@many.example`,
      name: `Person ${String(n).padStart(3, '0')}`,
      departmentId: n % 4 === 0 ? null : n % 2 === 0 ? world.departments.sales : world.departments.legal,
      deactivatedAt: n % 10 === 1 ? now : null,
    })),
  });
  await prisma.group.createMany({ data: inTree.map((id, n) => ({ id, name: `Nested ${n}` })) });
  const group = (n: number) => inTree[n % groups] ?? '';
  await prisma.groupNesting.createMany({ data: inTree.slice(1).map((childId, n) => ({ parentId: group(Math.floor(n / 2)), childId })) });
  await prisma.groupNesting.create({ data: { parentId: group(groups - 1), childId: group(0) } });
  await prisma.groupMember.createMany({
    data: ids.slice(0, 80).flatMap((personId, n) => [{ groupId: group(n), personId }, ...(n % 5 === 0 ? [{ groupId: group(n * 7 + 1), personId }] : [])]),
    skipDuplicates: true,
  });
});
afterAll(() => world.close());

const nobody: Audience = { mode: 'admins_only', people: [], groups: [] };
const everybody: Audience = { ...nobody, mode: 'workspace_all' };
const custom = (groupIds: string[], named: string[] = []): Audience => ({ mode: 'custom', people: named, groups: groupIds });
const resolve = (before: Audience, after: Audience) => resolveChange(world.db.prisma, { before, after, ownerId: world.id('olga') });
const measure = async (before: Audience, after: Audience, shown = 100) => measureChange(world.db.prisma, await resolve(before, after), { shown });

describe('the effective audience of nested groups', () => {
  it('has each active person once, also where a group contains itself', async () => {
    const found = await measure(nobody, custom([inTree[0] ?? '']));
    // Eighty are in the tree, eight of them have left, and Olga owns the Site.
    expect(found).toMatchObject({ reachBefore: 1, reachAfter: 73, gains: 72, losses: 0 });
    expect(await measure(nobody, custom([inTree[groups - 1] ?? '']))).toEqual(found);
  });

  it('names the first by name and counts every department, the largest first', async () => {
    const { gaining, departments, gains } = await measure(nobody, custom([inTree[0] ?? '']), 3);
    expect(gaining).toEqual([
      { id: person(0), name: 'Person 000', email: 'p0@many.example', department: null },
      { id: person(2), name: 'Person 002', email: 'p2@many.example', department: 'Sales' },
      { id: person(3), name: 'Person 003', email: 'p3@many.example', department: 'Legal' },
    ]);
    expect(departments.map(({ name }) => name)).toEqual(['Legal', 'Sales', 'Without a department']);
    expect(departments.reduce((sum, each) => sum + each.gains, 0)).toBe(gains);
  });

  it('names the first also where all the first names get in already', async () => {
    const active = await world.db.prisma.person.findMany({ where: { deactivatedAt: null, NOT: { roles: { has: 'admin' } } }, orderBy: [{ name: 'asc' }, { id: 'asc' }], select: { id: true } });
    const ids = active.map(({ id }) => id);
    const { gaining, gains } = await measure(custom([], ids.slice(0, -2)), everybody, 1);
    expect(ids.length).toBeGreaterThan(25);
    expect(gains).toBe(2);
    expect(gaining.map(({ id }) => id)).toEqual([ids.at(-2)]);
  });

  it('lets nobody in twice, nobody who has left, and no admin', async () => {
    expect(await measure(nobody, custom([], [person(1), world.id('ada'), world.id('olga')]))).toMatchObject({ gains: 0, gaining: [], departments: [] });
    expect(await measure(custom([], [person(2)]), custom([inTree[2] ?? '']))).toMatchObject({ reachBefore: 2 });
  });

  it('says the same as resolving both and comparing, whatever the change', async () => {
    const audiences = [nobody, custom([inTree[5] ?? '']), custom([inTree[5] ?? ''], [person(85), person(81)]), custom([inTree[1] ?? '', inTree[7] ?? '']), custom([], [world.id('mia'), world.id('ada')]), everybody];
    const resolved = await Promise.all(audiences.map((audience) => resolveAudience(world.db.prisma, audience, world.id('olga'))));
    const asked = [person(85), person(81), person(7), person(12), world.id('mia'), world.id('ada'), world.id('rita')];
    for (const [from, before] of audiences.entries()) {
      for (const [to, after] of audiences.entries()) {
        const [was, is] = [resolved[from], resolved[to]];
        if (was === undefined || is === undefined) throw new Error('not resolved');
        const gained = new Set(await gainedBy(world.db.prisma, was, is));
        const lost = await gainedBy(world.db.prisma, is, was);
        const found = await measure(before, after);
        expect(found, `${from} to ${to}`).toMatchObject({ reachBefore: was.peopleNow.size, reachAfter: is.peopleNow.size, gains: gained.size, losses: lost.length });
        expect(found.gaining.map(({ id }) => id).sort()).toEqual([...gained].sort());
        expect([...(await whoGains(world.db.prisma, await resolve(before, after), asked))].sort()).toEqual(asked.filter((id) => gained.has(id)).sort());
      }
    }
  });
});
