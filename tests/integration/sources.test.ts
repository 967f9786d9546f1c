import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { changeSource } from '@/lib/sources/commands/change-source';
import { createSource } from '@/lib/sources/commands/create-source';
import { liftSourceConflict } from '@/lib/sources/commands/lift-source-conflict';
import { setSourceConflict } from '@/lib/sources/commands/set-source-conflict';
import { getSite } from '@/lib/sites/get-site';
import { listSites } from '@/lib/sites/list-sites';
import { listConflicts, previewConflict } from '@/lib/sources/list-conflicts';
import { listMatrix } from '@/lib/sources/list-matrix';
import { listSourceUses } from '@/lib/sources/list-source-uses';
import { previewSource } from '@/lib/sources/preview-source';
import { now, problemOf, World } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const crm = () => world.sources.crm;
const wiki = () => world.sources.wiki;
/** Nobody has approved these audiences, so there is nothing to review again. */
const none = { opens: 0, closes: 0, isExact: true };
const everybody = { mode: 'workspace_all' as const };
const titlesOf = async (input: { uses?: string; mode?: string; audience?: string; problem?: string; q?: string }) => (await world.read(listMatrix, input, 'rita')).items.map(({ site }) => site.title);

describe('a change of a data source', () => {
  it('says which Sites it touches before it is saved, and is right about it', async () => {
    await world.site({ title: 'Reads', sources: [{ id: wiki() }], audience: everybody });
    await world.site({ title: 'Writes', sources: [{ id: wiki(), mode: 'write_capable' }] });
    await world.site({ title: 'Both', sources: [{ id: wiki(), mode: 'write_capable' }, { id: crm() }], audience: everybody });
    await world.site({ title: 'Draft for all', classification: 'team_internal', sources: [{ id: wiki() }], audience: everybody });
    await world.site({ title: 'Retired', state: 'retired', retiredAt: now, sources: [{ id: wiki() }] });
    await world.site({ title: 'Other', sources: [{ id: crm() }] });
    const exposed = async () => (await world.read(listSites, { condition: 'over_exposed', limit: '50' }, 'ada')).items.map(({ title }) => title).sort();

    const rise = await world.read(previewSource, { sourceId: wiki(), sensitivity: 'financial', mode: 'read_only' }, 'rita');
    expect(rise).toEqual({ sites: 4, open: 3, notAllowed: { before: 0, after: 2 }, overExposed: { newly: 1, noLonger: 0 }, requests: 0, reReviews: none });
    const before = await exposed();
    const changed = await world.run(changeSource, { sourceId: wiki(), sensitivity: 'financial', mode: 'read_only', owner: world.id('hal'), reason: 'Budgets are kept there now.', revision: 1 }, 'ada');
    expect(changed).toMatchObject({ sensitivity: 'financial', mode: 'read_only', owner: { name: 'Hal' }, revision: 2, sites: { total: 4, readOnly: 2, writeCapable: 2, open: 3, notAllowed: 2 } });
    expect((await exposed()).filter((title) => !before.includes(title))).toEqual(['Reads']);

    const fall = await world.read(previewSource, { sourceId: wiki(), sensitivity: 'internal', mode: 'write_capable' }, 'rita');
    expect(fall).toMatchObject({ notAllowed: { before: 2, after: 0 }, overExposed: { newly: 0, noLonger: 1 } });
    await world.run(changeSource, { sourceId: wiki(), sensitivity: 'internal', mode: 'write_capable', reason: 'They moved.' }, 'ada');
    expect(await exposed()).toEqual(before);
    const events = await world.db.prisma.auditEvent.findMany({ where: { type: 'source.changed' }, orderBy: { seq: 'asc' } });
    expect(events.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{ reason: 'Budgets are kept there now.', changes: { sensitivity: { before: 'internal', after: 'financial' }, owner: { after: 'Hal' } } }, {}]);
  });

  it('takes an open request into another round: what was approved so far rested on the source', async () => {
    const siteId = await world.site({ sources: [{ id: crm() }] });
    const make = (site: string) =>
      world.db.prisma.request.create({ data: { id: uuidv7(), siteId: site, kind: 'widening', requesterId: world.id('olga'), reason: 'All.', proposal: { audience: { mode: 'workspace_all', people: [], groups: [], reach: null }, gains: 1 }, before: { mode: 'admins_only', people: [], groups: [], reach: 1 } } });
    const [touched, other] = [await make(siteId), await make(await world.site({ sources: [{ id: wiki() }] }))];
    expect((await world.read(previewSource, { sourceId: crm(), mode: 'forbidden' }, 'ada')).requests).toBe(1);
    expect((await world.read(previewSource, { sourceId: crm() }, 'ada')).requests).toBe(0);
    await world.run(changeSource, { sourceId: crm(), note: 'Ask first.' }, 'ada');
    await world.run(changeSource, { sourceId: crm(), mode: 'forbidden', reason: 'A leak.' }, 'ada');
    const rounds = await world.db.prisma.request.findMany({ where: { id: { in: [touched.id, other.id] } }, orderBy: { id: 'asc' }, select: { round: true } });
    expect(rounds.map(({ round }) => round)).toEqual([2, 1]);
    expect((await world.read(getSite, { siteId }, 'ada')).dataSources).toMatchObject([{ mode: 'read_only' }]);
  });

  it('is refused without a reason, for somebody who left, and where it changed meanwhile', async () => {
    await world.db.prisma.person.update({ where: { id: world.id('hal') }, data: { deactivatedAt: now } });
    expect((await problemOf(world.run(changeSource, { sourceId: crm(), mode: 'forbidden' }, 'ada'))).errors?.[0]?.path).toBe('reason');
    expect((await problemOf(world.run(changeSource, { sourceId: crm(), owner: world.id('hal') }, 'ada'))).errors?.[0]?.path).toBe('owner');
    expect((await problemOf(world.run(changeSource, { sourceId: crm(), note: 'x', revision: 9 }, 'ada'))).kind).toBe('stale');
    expect((await problemOf(world.run(changeSource, { sourceId: uuidv7(), note: 'x' }, 'ada'))).kind).toBe('not-found');
  });
});

describe('the matrix', () => {
  it('shows who uses what, filters it, and pages through it', async () => {
    await world.run(setSourceConflict, { a: crm(), b: wiki(), reason: 'Customers beside everything.' }, 'ada');
    await world.site({ title: 'Alpha', sources: [{ id: crm(), mode: 'write_capable' }, { id: wiki(), mode: 'write_capable' }], audience: everybody });
    await world.site({ title: 'Beta', sources: [{ id: wiki(), mode: 'write_capable' }] });
    await world.site({ title: 'Gamma', sources: [{ id: crm() }] });
    await world.site({ title: 'None' });
    const { items } = await world.read(listMatrix, {}, 'aude');
    expect(items.map(({ site, uses, conflicts }) => [site.title, uses.map(({ key, mode, problem }) => [key, mode, problem]), conflicts])).toEqual([
      ['Alpha', [['crm', 'write_capable', 'may only be read, and the Site writes to it'], ['wiki', 'write_capable', null]], ['CRM and Wiki']],
      ['Beta', [['wiki', 'write_capable', null]], []],
      ['Gamma', [['crm', 'read_only', null]], []],
    ]);
    expect(await titlesOf({ uses: 'crm' })).toEqual(['Alpha', 'Gamma']);
    expect(await titlesOf({ uses: 'crm,wiki' })).toEqual(['Alpha']);
    expect(await titlesOf({ uses: 'crm', mode: 'read_only' })).toEqual(['Gamma']);
    expect(await titlesOf({ mode: 'write_capable' })).toEqual(['Alpha', 'Beta']);
    expect(await titlesOf({ problem: 'not_allowed' })).toEqual(['Alpha']);
    expect(await titlesOf({ problem: 'conflict' })).toEqual(['Alpha']);
    expect(await titlesOf({ audience: 'workspace_all' })).toEqual(['Alpha']);
    expect(await titlesOf({ q: 'GAM' })).toEqual(['Gamma']);
    const first = await world.read(listMatrix, { limit: '2' }, 'rita');
    expect((await world.read(listMatrix, { limit: '2', cursor: first.next ?? '' }, 'rita')).items.map(({ site }) => site.title)).toEqual(['Gamma']);
    expect((await problemOf(world.read(listMatrix, { uses: 'crm,nothing' }, 'rita'))).errors?.[0]?.path).toBe('uses');
    expect((await world.read(listSourceUses, {}, 'rita')).items).toMatchObject([{ key: 'crm', conflicts: ['Wiki'], sites: { total: 2, notAllowed: 1 } }, { key: 'wiki', conflicts: ['CRM'], sites: { total: 2 } }]);
  });
});

describe('what must not meet', () => {
  it('is set, counted, changed and lifted, once for a pair whichever comes first', async () => {
    await world.site({ sources: [{ id: crm() }, { id: wiki() }], audience: everybody });
    expect(await world.read(previewConflict, { a: wiki(), b: crm() }, 'rita')).toEqual({ sites: 1, open: 1, reReviews: none });
    await world.run(setSourceConflict, { a: crm(), b: wiki(), reason: 'First.' }, 'ada');
    await world.run(setSourceConflict, { a: wiki(), b: crm(), reason: 'Second.' }, 'ada');
    expect((await world.read(listConflicts, {}, 'rita')).items).toMatchObject([{ reason: 'Second.', sites: 1 }]);
    expect((await world.run(liftSourceConflict, { a: crm(), b: wiki(), reason: 'Split in two.' }, 'ada')).items).toEqual([]);
    expect((await problemOf(world.run(liftSourceConflict, { a: crm(), b: wiki(), reason: 'Again.' }, 'ada'))).kind).toBe('conflict');
    const types = await world.db.prisma.auditEvent.findMany({ where: { type: { startsWith: 'source.' } }, orderBy: { seq: 'asc' }, select: { type: true } });
    expect(types.map(({ type }) => type)).toEqual(['source.conflict_set', 'source.conflict_set', 'source.conflict_lifted']);
  });
});

describe('adding one', () => {
  it('makes it known to records, once for a key and a name', async () => {
    const input = { key: 'data_lake', name: 'Data lake', sensitivity: 'regulated' as const, mode: 'read_only' as const, owner: world.id('olga') };
    expect(await world.run(createSource, input, 'ada')).toMatchObject({ key: 'data_lake', owner: { name: 'Olga' }, sites: { total: 0 } });
    expect((await problemOf(world.run(createSource, input, 'ada'))).errors?.[0]?.path).toBe('key');
    expect((await problemOf(world.run(createSource, { ...input, key: 'other', name: 'DATA LAKE' }, 'ada'))).errors?.[0]?.path).toBe('name');
    expect((await problemOf(world.run(createSource, { ...input, key: 'Not a key' }, 'ada'))).errors?.[0]?.path).toBe('key');
  });
});

it('changing the matrix is forbidden to everybody but admins, and seeing it to members', async () => {
  for (const who of ['rita', 'olga', 'aude'] as const) {
    expect((await problemOf(world.run(changeSource, { sourceId: crm(), note: 'x' }, who))).kind).toBe('forbidden');
    expect((await problemOf(world.run(createSource, { key: 'x', name: 'X', sensitivity: 'public', mode: 'read_only' }, who))).kind).toBe('forbidden');
    expect((await problemOf(world.run(setSourceConflict, { a: crm(), b: wiki(), reason: 'x' }, who))).kind).toBe('forbidden');
    expect((await problemOf(world.run(liftSourceConflict, { a: crm(), b: wiki(), reason: 'x' }, who))).kind).toBe('forbidden');
  }
  expect((await problemOf(world.read(listMatrix, {}, 'olga'))).kind).toBe('forbidden');
});
