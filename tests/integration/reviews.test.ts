import { addDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listReviews } from '@/lib/reviews/list-reviews';
import { listUnvisited } from '@/lib/reviews/list-unvisited';
import { askAttestation } from '@/lib/sites/commands/ask-attestation';
import { editSite } from '@/lib/sites/commands/edit-site';
import { keepSite } from '@/lib/sites/commands/keep-site';
import { reviewSite } from '@/lib/sites/commands/review-site';
import { now, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());
// Those of an earlier test wait for nothing any more.
beforeEach(() => world.superuser.query('UPDATE site SET revision = revision + 1, review_due_at = NULL, attestation_asked_at = NULL, last_visited_at = NULL'));

const days = (count: number) => addDays(now, count);
const mine = async () => (await world.read(listReviews, {}, 'olga')).items;

describe('the reviews', () => {
  it('are those overdue, due soon or asked for, the most overdue first', async () => {
    const late = await world.site({ reviewDueAt: days(-40) });
    const asked = await world.site({ reviewDueAt: days(300) });
    const soon = await world.site({ reviewDueAt: days(20), state: 'disabled', disabledAt: now, disabledFrom: 'live', disabledReason: 'expired' });
    await world.site({ reviewDueAt: days(60) });
    await world.site({ reviewDueAt: null });
    await world.site({ reviewDueAt: days(-1), state: 'retired', retiredAt: now });
    await world.run(askAttestation, { siteId: asked, dueInDays: 90 }, 'ada');
    expect((await mine()).map(({ id }) => id)).toEqual([late, soon, asked]);
    const first = await world.read(listReviews, { limit: '2' }, 'olga');
    const second = await world.read(listReviews, { limit: '2', cursor: first.next ?? '' }, 'olga');
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([late, soon, asked]);
    expect(second.next).toBeNull();
  });

  it('say who can open the Site, groups resolved, and what silence does and when', async () => {
    await world.db.prisma.groupMember.createMany({ data: [{ groupId: world.groups.team, personId: world.id('mia') }, { groupId: world.groups.team, personId: world.id('hal') }] });
    await world.site({ reviewDueAt: days(-3), audience: { mode: 'custom', people: [world.id('hal')], groups: [world.groups.team] }, sources: [{ id: world.sources.crm }] });
    const [review] = await mine();
    // Olga, who owns it, Hal, who is named and in the group, and Mia.
    expect(review?.audience).toMatchObject({ mode: 'custom', people: [{ name: 'Hal' }], groups: [{ name: 'Team' }], reach: 3 });
    expect(review).toMatchObject({ owner: { name: 'Olga' }, dataSources: [{ name: 'CRM', mode: 'read_only', sensitivity: 'customer' }], last: null, changes: null });
    expect(review?.silence).toEqual({ step: 'narrowed', at: days(27).toISOString() });
  });

  it('count the whole workspace where all of it may open the Site', async () => {
    await world.site({ reviewDueAt: days(-3), audience: { mode: 'workspace_all' } });
    expect((await mine())[0]?.audience.reach).toBe(8);
  });

  it('show what changed since the last one', async () => {
    const siteId = await world.site({ purpose: 'Notes of calls', sources: [{ id: world.sources.crm }] });
    await world.run(reviewSite, { siteId }, 'olga');
    await world.run(askAttestation, { siteId, dueInDays: 1 }, 'ada');
    expect((await mine())[0]).toMatchObject({ changes: [], last: { by: 'Olga' } });
    await world.run(editSite, { siteId, purpose: 'Notes of everything', dataSources: [{ id: world.sources.wiki, mode: 'read_only' }] }, 'olga');
    expect((await mine())[0]?.changes).toEqual([
      { field: 'purpose', removed: ['Notes of calls'], added: ['Notes of everything'] },
      { field: 'dataSources', removed: ['CRM (read only)'], added: ['Wiki (read only)'] },
    ]);
    await world.run(reviewSite, { siteId }, 'olga');
    expect(await mine()).toEqual([]);
  });

  it('are one’s own; of all only for those who govern', async () => {
    const hers = await world.site({ reviewDueAt: days(-3), audience: { mode: 'workspace_all' } });
    const his = await world.site({ reviewDueAt: days(-2), ownerId: world.id('hal') });
    const ids = async (by: 'olga' | 'rita' | 'aude', whose: 'mine' | 'all') => (await world.read(listReviews, { whose }, by)).items.map(({ id }) => id);
    expect(await ids('olga', 'all')).toEqual([hers]);
    expect(await ids('rita', 'mine')).toEqual([]);
    expect(await ids('rita', 'all')).toEqual([hers, his]);
    expect(await ids('aude', 'all')).toEqual([hers, his]);
  });
});

describe('one’s Sites that nobody visits', () => {
  it('stand until somebody says that they are needed; those without visit data never do', async () => {
    const siteId = await world.site({ lastVisitedAt: days(-120) });
    await world.site({ lastVisitedAt: null });
    await world.site({ lastVisitedAt: days(-10) });
    await world.db.prisma.reminder.create({ data: { siteId, kind: 'inactivity', dueAt: days(13), daysBefore: 14, madeAt: days(-1) } });
    expect((await world.read(listUnvisited, {}, 'olga')).items).toMatchObject([{ id: siteId, since: days(-120).toISOString(), answerBy: days(13).toISOString() }]);
    expect((await world.read(listUnvisited, {}, 'hal')).items).toEqual([]);
    await world.run(keepSite, { siteId, reason: 'Once a year.' }, 'olga');
    expect((await world.read(listUnvisited, {}, 'olga')).items).toEqual([]);
  });
});
