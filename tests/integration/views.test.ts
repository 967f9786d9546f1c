import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { siteColumnSet } from '@/components/sites/site-columns';
import { listColumns } from '@/lib/views/page-parameters';
import { changeView } from '@/lib/views/commands/change-view';
import { deleteView } from '@/lib/views/commands/delete-view';
import { saveView } from '@/lib/views/commands/save-view';
import { setDefaultView } from '@/lib/views/commands/set-default-view';
import { getView } from '@/lib/views/get-view';
import { listViews } from '@/lib/views/list-views';
import { openView } from '@/lib/views/open-view';
import { problemOf, World, type Name } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(6);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.db.prisma.savedView.deleteMany();
});

const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;
const save = (by: Name, name: string, query = 'state=live', isShared = false) => world.run(saveView, { name, query, isShared }, by);
const namesFor = async (by: Name) => (await world.read(listViews, {}, by)).items.map(({ name }) => name);
const open = (by: Name, search: Record<string, string>) => world.read(openView, { search }, by);

async function eventsSince<Result>(work: () => Promise<Result>): Promise<{ type: string; changes: unknown }[]> {
  const before = await world.db.prisma.auditEvent.count();
  await work();
  const events = await world.db.prisma.auditEvent.findMany({ orderBy: { seq: 'asc' }, skip: before });
  return events.map(({ type, body }) => ({ type, changes: (JSON.parse(body) as { changes: unknown }).changes }));
}

describe('a view of one’s own', () => {
  it('is kept in one form, shown to nobody else, and no matter for the audit log', async () => {
    const events = await eventsSince(async () => {
      const view = await save('olga', ' Mine ', '?sort=-title&state=live&cursor=xyz&peek=a&q=&offset=50&columns=state,owner');
      expect(view).toMatchObject({ name: 'Mine', query: 'columns=state,owner&sort=-title&state=live', isShared: false, isMine: true, mayChange: true, revision: 1 });
      expect(await world.read(getView, { viewId: view.id }, 'olga')).toEqual(view);
      for (const by of ['mia', 'ada', 'aude'] as const) {
        expect(await namesFor(by)).toEqual([]);
        expect(await kindOf(world.read(getView, { viewId: view.id }, by))).toBe('not-found');
        expect(await kindOf(open(by, { view: view.id }))).toBe('invalid');
      }
      await world.run(changeView, { viewId: view.id, name: 'Still mine', revision: 1 }, 'olga');
      await world.run(deleteView, { viewId: view.id }, 'olga');
    });
    expect(events).toEqual([]);
  });

  it('is an auditor’s too, but not a shared one', async () => {
    const { id } = await save('aude', 'Bookmark');
    expect(await kindOf(save('aude', 'For all', '', true))).toBe('forbidden');
    expect(await kindOf(world.run(changeView, { viewId: id, isShared: true }, 'aude'))).toBe('forbidden');
    await world.run(deleteView, { viewId: id }, 'aude');
    expect(await namesFor('aude')).toEqual([]);
  });

  it('has a name that no other of one’s own has', async () => {
    await save('olga', 'One');
    const { id } = await save('olga', 'Two');
    await save('mia', 'One');
    expect(await problemOf(save('olga', 'One'))).toMatchObject({ kind: 'rule', errors: [{ path: 'name' }] });
    expect(await problemOf(world.run(changeView, { viewId: id, name: 'One' }, 'olga'))).toMatchObject({ kind: 'rule', errors: [{ path: 'name' }] });
    for (const name of ['', '   ', 'x'.repeat(81), 'two\nlines', 'nul\u0000']) {
      expect(await problemOf(save('olga', name))).toMatchObject({ kind: 'invalid', errors: [{ path: 'name' }] });
    }
    const both = await Promise.allSettled([save('hal', 'Once'), save('hal', 'Once')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is not changed by whoever saw an older one', async () => {
    const { id } = await save('olga', 'One');
    expect(await world.run(changeView, { viewId: id, query: 'state=draft', revision: 1 }, 'olga')).toMatchObject({ revision: 2, query: 'state=draft' });
    expect(await kindOf(world.run(changeView, { viewId: id, query: 'state=live', revision: 1 }, 'olga'))).toBe('stale');
  });

  it('is not written with a token that only reads', async () => {
    const reading = { ...world.as.olga, tokenId: uuidv7(), scopes: ['read'] as const };
    const { id: viewId } = await save('olga', 'One');
    expect(await kindOf(world.run(saveView, { name: 'Two', query: '' }, reading))).toBe('forbidden');
    expect(await kindOf(world.run(changeView, { viewId, name: 'Two' }, reading))).toBe('forbidden');
    expect(await kindOf(world.run(deleteView, { viewId }, reading))).toBe('forbidden');
  });
});

describe('a shared view', () => {
  it('is everybody’s to open, its owner’s and the admins’ to change, and in the audit log', async () => {
    const events = await eventsSince(async () => {
      const { id } = await save('olga', 'For all', 'state=live', true);
      for (const by of ['mia', 'rita', 'aude'] as const) {
        expect(await world.read(getView, { viewId: id }, by)).toMatchObject({ name: 'For all', isMine: false, mayChange: false });
        expect(await kindOf(world.run(changeView, { viewId: id, name: 'Mine now' }, by))).toBe('forbidden');
        expect(await kindOf(world.run(changeView, { viewId: id, isShared: false }, by))).toBe('forbidden');
        expect(await kindOf(world.run(deleteView, { viewId: id }, by))).toBe('forbidden');
      }
      expect(await world.run(changeView, { viewId: id, name: 'For everybody' }, 'ada')).toMatchObject({ mayChange: true, owner: { id: world.id('olga') } });
      await world.run(changeView, { viewId: id, isShared: false }, 'ada');
      expect(await kindOf(world.run(changeView, { viewId: id, isShared: true }, 'ada'))).toBe('not-found');
      await world.run(changeView, { viewId: id, isShared: true }, 'olga');
      await world.run(deleteView, { viewId: id }, 'ada');
    });
    expect(events).toEqual([
      { type: 'view.shared', changes: {} },
      { type: 'view.changed', changes: { name: { before: 'For all', after: 'For everybody' } } },
      { type: 'view.changed', changes: { isShared: { before: true, after: false } } },
      { type: 'view.shared', changes: {} },
      { type: 'view.deleted', changes: {} },
    ]);
  });

  it('stands after one’s own in the list', async () => {
    await save('mia', 'A shared one', '', true);
    await save('olga', 'Z of mine');
    await save('olga', 'B of mine', '', true);
    expect(await namesFor('olga')).toEqual(['B of mine', 'Z of mine', 'A shared one']);
  });
});

describe('the first view of a role', () => {
  it('is chosen by admins; it is forbidden to everybody else', async () => {
    const { id } = await save('ada', 'First', 'state=live', true);
    for (const by of ['rita', 'aude', 'olga'] as const) expect(await kindOf(world.run(setDefaultView, { role: 'member', view: id }, by))).toBe('forbidden');
    const other = await save('abe', 'Other', '', true);
    const events = await eventsSince(async () => {
      expect(await world.run(setDefaultView, { role: 'member', view: id }, 'ada')).toMatchObject({ role: 'member', view: { id, defaultFor: 'member' } });
      expect(await world.run(setDefaultView, { role: 'member', view: other.id }, 'ada')).toMatchObject({ view: { id: other.id } });
      expect(await world.run(setDefaultView, { role: 'member', view: null }, 'ada')).toEqual({ role: 'member', view: null });
    });
    expect(events.map(({ changes }) => changes)).toEqual([
      { member: { before: null, after: 'First' } },
      { member: { before: 'First', after: 'Other' } },
      { member: { before: 'Other', after: null } },
    ]);
  });

  it('is a shared one that there is, and of one role only', async () => {
    const { id: mine } = await save('ada', 'Mine');
    const { id: first } = await save('ada', 'First', '', true);
    const { id: hidden } = await save('olga', 'Not hers to see');
    for (const view of [mine, hidden, uuidv7()]) expect(await problemOf(world.run(setDefaultView, { role: 'member', view }, 'ada'))).toMatchObject({ kind: 'rule', errors: [{ path: 'view' }] });
    await world.run(setDefaultView, { role: 'admin', view: first }, 'ada');
    expect(await kindOf(world.run(setDefaultView, { role: 'member', view: first }, 'ada'))).toBe('conflict');
  });

  it('is not taken away from a role by its owner, and goes with it when an admin deletes it', async () => {
    const { id: viewId } = await save('olga', 'First', '', true);
    await world.run(setDefaultView, { role: 'reviewer', view: viewId }, 'ada');
    expect(await kindOf(world.run(changeView, { viewId, isShared: false }, 'olga'))).toBe('conflict');
    expect(await kindOf(world.run(deleteView, { viewId }, 'olga'))).toBe('conflict');
    await world.run(deleteView, { viewId }, 'ada');
    expect(await open('rita', {})).toMatchObject({ view: null });
  });

  it('opens where the address says nothing, by the furthest-reaching role that has one', async () => {
    const admins = await save('ada', 'Of admins', 'condition=ownerless', true);
    const members = await save('ada', 'Of members', 'owner=me', true);
    await world.run(setDefaultView, { role: 'admin', view: admins.id }, 'ada');
    await world.run(setDefaultView, { role: 'member', view: members.id }, 'ada');
    const both = { ...world.as.ada, roles: ['member', 'admin'] as const };
    expect(await world.read(openView, { search: { q: '' } }, both)).toMatchObject({ view: { id: admins.id }, query: `condition=ownerless&view=${admins.id}` });
    expect(await open('olga', {})).toMatchObject({ view: { id: members.id }, query: `owner=me&view=${members.id}` });
    expect(await open('rita', {})).toEqual({ view: null, base: '', query: '', problems: [] });
    expect(await open('ada', { state: 'live' })).toMatchObject({ view: null, query: 'state=live' });
    expect(await open('ada', { view: 'all' })).toMatchObject({ view: null });
  });
});

describe('what a view may name', () => {
  it.each([
    ['state=asleep', 'query.state', 'asleep'],
    ['colour=red', 'query.colour', 'no such field'],
    ['sort=colour', 'query.sort', 'colour'],
    ['columns=state,colour', 'query.columns', 'colour'],
    ['density=airy', 'query.density', 'airy'],
    ['department=Astrology', 'query.department', 'Astrology'],
    ['owner=nobody@example.com', 'query.owner', 'nobody@example.com'],
    ['source=abacus', 'query.source', 'abacus'],
    ['condition=%3Cexpired', 'query.condition', '<expired'],
  ])('%s is refused and named', async (query, path, word) => {
    const problem = await problemOf(save('olga', 'Broken', query));
    expect(problem).toMatchObject({ kind: 'invalid', errors: [{ path }] });
    expect(problem.errors[0]?.message).toContain(word);
    const { id: viewId } = await save('olga', 'Whole');
    expect(await problemOf(world.run(changeView, { viewId, query }, 'olga'))).toMatchObject({ kind: 'invalid', errors: [{ path }] });
  });

  it('is no longer than the database keeps', async () => {
    const longest = 'q='.padEnd(8000, 'x');
    expect(await problemOf(save('olga', 'Too long', `${longest}x`))).toMatchObject({ kind: 'invalid', errors: [{ path: 'query' }] });
    expect(await problemOf(save('olga', 'Too long', `q=${'ä'.repeat(3000)}`))).toMatchObject({ kind: 'invalid', errors: [{ path: 'query' }] });
  });

  it('has the columns that the list has', () => {
    expect([...listColumns].sort()).toEqual([siteColumnSet.main, ...siteColumnSet.others].sort());
  });
});

describe('opening a view', () => {
  it('shows its list, with what the address says over it', async () => {
    const { id } = await save('olga', 'Mine', 'state=live&sort=-title');
    expect(await open('olga', { view: id })).toMatchObject({ view: { id, name: 'Mine' }, base: 'sort=-title&state=live', query: `sort=-title&state=live&view=${id}`, problems: [] });
    expect((await open('olga', { view: id, state: '', owner: 'me', sort: 'title' })).query).toBe(`sort=title&view=${id}&owner=me`);
  });

  it('says what no longer is, and shows the rest', async () => {
    const gone = await world.db.prisma.department.create({ data: { name: 'Alchemy, North' } });
    const { id } = await save('olga', 'Breaks', 'department="Alchemy, North",Sales,-Legal&state=live&sort=-title&columns=state');
    await world.db.prisma.department.delete({ where: { id: gone.id } });
    expect(await open('olga', { view: id })).toMatchObject({
      query: `columns=state&department=Sales,-Legal&sort=-title&state=live&view=${id}`,
      problems: [{ field: 'department', message: 'The department “Alchemy, North” no longer exists; this filter is left out.' }],
    });
    expect((await open('olga', { view: id, department: 'Legal' })).problems).toEqual([]);

    // As a view that an older version kept would be.
    await world.db.prisma.savedView.update({ where: { id }, data: { query: `colour=red&columns=state,shine&department=${gone.id}&owner=me&sort=shine&state=asleep` } });
    const { query, problems } = await open('olga', { view: id });
    expect(query).toBe(`columns=state&owner=me&view=${id}`);
    expect(problems.map(({ field }) => field)).toEqual(['colour', 'columns', 'department', 'sort', 'state']);
    expect(problems[0]?.message).toBe('“colour” is left out: There is no such field.');
    expect(problems[2]?.message).toBe('A department that this view names no longer exists; this filter is left out.');
  });

  it.each(['nonsense', '01900000-0000-7000-8000-000000000000', '%'])('refuses and names a view that there is not: %s', async (view) => {
    expect(await problemOf(open('olga', { view }))).toMatchObject({ kind: 'invalid', errors: [{ path: 'view', message: expect.stringContaining(`“${view}”`) as string }] });
  });
});
