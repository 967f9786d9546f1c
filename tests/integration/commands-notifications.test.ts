import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCalendar } from '@/lib/calendar/commands/make-calendar';
import { revokeCalendar } from '@/lib/calendar/commands/revoke-calendar';
import { inTransaction } from '@/lib/db/transaction';
import { defaultSettings } from '@/lib/domain/settings';
import { markInboxRead } from '@/lib/notifications/commands/mark-inbox-read';
import { retryMail } from '@/lib/notifications/commands/retry-mail';
import { setPreferences } from '@/lib/notifications/commands/set-preferences';
import { composeDigests } from '@/lib/notifications/compose-digests';
import { countUnread } from '@/lib/notifications/count-unread';
import { getDigestSites } from '@/lib/notifications/get-digest-sites';
import { getMail } from '@/lib/notifications/get-mail';
import { listInbox } from '@/lib/notifications/list-inbox';
import { notify } from '@/lib/notifications/write';
import { systemActor } from '@/lib/gate/actor';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { now, problemOf, World, type Name } from '../support/world';

const monday = new Date('2026-11-23T00:10:00Z');
const nobody = systemActor('a job', { via: 'job', correlationId: 'test' });

let world: World;
beforeAll(() => {
  Object.assign(process.env, { DATABASE_URL: 'postgresql://a@127.0.0.1/b', AUTH_SECRET: 'x'.repeat(32), SITEWARD_EMBEDDED: 'test' });
});
beforeEach(async () => {
  await world?.close();
  world = await World.create();
});
afterAll(() => world.close());

const tell = (to: Name, occasion: string) =>
  inTransaction(world.db, (tx) => notify(tx, [{ personId: world.id(to), kind: 'alert', occasion, title: `About ${occasion}`, message: { lines: ['Look.'], action: null } }], now));

describe('the inbox', () => {
  it('shows one’s own messages, the unread first, a page at a time; each can be marked, or all', async () => {
    for (const occasion of ['1', '2', '3']) await tell('olga', occasion);
    await tell('hal', 'secret');
    const first = await world.read(listInbox, { limit: '2' }, 'olga');
    const rest = await world.read(listInbox, { limit: '2', cursor: first.next ?? '' }, 'olga');
    const titles = [...first.items, ...rest.items].map(({ title }) => title);
    expect([titles.toSorted(), first.unread, rest.next]).toEqual([['About 1', 'About 2', 'About 3'], 3, null]);
    const [one] = first.items;
    expect(await world.run(markInboxRead, { ids: [one?.id ?? ''] }, 'olga')).toEqual({ marked: 1 });
    expect((await world.read(listInbox, {}, 'olga')).items.at(-1)).toMatchObject({ id: one?.id, readAt: now.toISOString() });
    expect(await world.read(countUnread, {}, 'olga')).toBe(2);
    expect(await world.run(markInboxRead, {}, 'olga')).toEqual({ marked: 2 });
  });

  it('shows of a digest what waits still, and says when all was done', async () => {
    const [a, b] = [await world.site({ title: 'A', expiresAt: monday }), await world.site({ title: 'B', expiresAt: monday })];
    await composeDigests(world.db, { now: monday });
    const digest = async () => (await world.read(listInbox, {}, 'olga')).items[0];
    expect(await digest()).toMatchObject({ waiting: { told: 2, left: 2, renewals: 2 }, action: { label: 'Renew 2 Sites' } });
    const renew = (siteId: string) => world.run(renewSite, { siteId, expiresAt: '2027-03-01', reason: 'Still in use' }, 'olga');
    await renew(a);
    const id = (await digest())?.id ?? '';
    expect(await digest()).toMatchObject({ waiting: { left: 1, first: [{ title: 'B' }] } });
    expect((await world.read(getDigestSites, { notificationId: id }, 'olga')).ids).toEqual([b]);
    await renew(b);
    expect(await digest()).toMatchObject({ title: 'All of this was done', waiting: { left: 0 }, action: null });
  });

  it('is forbidden ground: markInboxRead passes over others’ messages, and their digest is not there', async () => {
    await world.site({ expiresAt: monday });
    await composeDigests(world.db, { now: monday });
    const { id } = await world.db.prisma.notification.findFirstOrThrow();
    expect(await world.run(markInboxRead, { ids: [id] }, 'hal')).toEqual({ marked: 0 });
    expect(await problemOf(world.read(getDigestSites, { notificationId: id }, 'ada'))).toMatchObject({ kind: 'not-found' });
    expect(await problemOf(world.run(markInboxRead, {}, nobody))).toMatchObject({ kind: 'not-found' });
  });
});

describe('setPreferences', () => {
  const wish = { frequency: 'weekly', weekday: 3, byMail: false } as const;

  it('keeps what the settings leave open, and is forbidden what they require', async () => {
    expect(await problemOf(world.run(setPreferences, wish, 'olga'))).toMatchObject({ kind: 'rule', errors: [{ path: 'byMail' }] });
    await world.db.prisma.workspaceSettings.create({ data: { id: 1, value: { ...defaultSettings, mailIsRequired: false } } });
    expect(await world.run(setPreferences, wish, 'olga')).toMatchObject({ ...wish, inForce: wish });
    await world.db.prisma.workspaceSettings.update({ where: { id: 1 }, data: { value: { ...defaultSettings, mailIsRequired: false, digestAtLeast: 'daily' } } });
    expect(await problemOf(world.run(setPreferences, wish, 'olga'))).toMatchObject({ kind: 'rule', errors: [{ path: 'frequency' }] });
    expect(await world.run(setPreferences, { ...wish, frequency: 'daily' }, 'aude')).toMatchObject({ frequency: 'daily' });
    expect(await problemOf(world.run(setPreferences, wish, nobody))).toMatchObject({ kind: 'not-found' });
  });
});

describe('makeCalendar and revokeCalendar', () => {
  it('keep one address a person, as a hash; what somebody else revokes is forbidden ground', async () => {
    const first = await world.run(makeCalendar, {}, 'olga');
    const second = await world.run(makeCalendar, {}, 'olga');
    expect(second.path).toMatch(/^\/api\/calendar\/[\w-]{43}\.ics$/);
    expect(second.path).not.toBe(first.path);
    const rows = await world.db.prisma.calendarFeed.findMany();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(second.path.slice(14, 57));
    expect(await problemOf(world.run(revokeCalendar, {}, 'hal'))).toMatchObject({ kind: 'not-found' });
    expect(await problemOf(world.run(makeCalendar, {}, nobody))).toMatchObject({ kind: 'not-found' });
    await world.run(revokeCalendar, {}, 'olga');
    expect(await world.db.prisma.calendarFeed.count()).toBe(0);
    const { rows: events } = await world.superuser.query<{ type: string }>('SELECT type FROM audit_event ORDER BY seq');
    expect(events.map(({ type }) => type)).toEqual(['calendar.opened', 'calendar.opened', 'calendar.closed']);
  });
});

describe('retryMail', () => {
  it('sends a failed e-mail again from the beginning; it is forbidden to all but admins', async () => {
    await tell('olga', '1');
    const { id } = await world.db.prisma.mail.findFirstOrThrow();
    expect(await problemOf(world.run(retryMail, { mailId: id }, 'ada'))).toMatchObject({ kind: 'conflict' });
    await world.db.prisma.mail.update({ where: { id }, data: { state: 'failed', attempts: 11, lastError: 'No.' } });
    for (const name of ['olga', 'rita', 'aude'] as const) {
      expect(await problemOf(world.run(retryMail, { mailId: id }, name))).toMatchObject({ kind: 'forbidden' });
      expect(await problemOf(world.read(getMail, { mailId: id }, name))).toMatchObject({ kind: 'forbidden' });
    }
    expect(await world.run(retryMail, { mailId: id }, 'ada')).toMatchObject({ state: 'waiting', attempts: 0, lastError: null });
    expect((await world.read(getMail, { mailId: id }, 'ada')).text).toContain('Look.');
  });
});
