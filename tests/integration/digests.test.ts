import { addDays } from 'date-fns';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import { composeDigests } from '@/lib/notifications/compose-digests';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { World, type Name } from '../support/world';

const monday = new Date('2026-11-23T00:10:00Z');
const on = (days: number): Date => addDays(monday, days);

let world: World;
beforeEach(async () => {
  await world?.close();
  world = await World.create();
});
afterAll(() => world.close());

const compose = (now: Date) => composeDigests(world.db, { now });
const settle = (settings: Partial<Settings>) => world.db.prisma.workspaceSettings.create({ data: { id: 1, value: { ...defaultSettings, ...settings }, updatedAt: monday } });

/** The digests of a person, oldest first, each with how many things it tells and whether it goes out by mail. */
async function digestsOf(name: Name) {
  const rows = await world.db.prisma.notification.findMany({ where: { personId: world.id(name), kind: 'digest' }, orderBy: { createdAt: 'asc' }, include: { mail: true } });
  return rows.map(({ occasion, title, content, mail }) => ({ occasion, title, told: Object.keys((content as { told: object }).told), mail: mail?.state ?? null }));
}

describe('digests', () => {
  it('go to each person on their day, once, with all that waits for them', async () => {
    const site = await world.site({ expiresAt: on(20) });
    const other = await world.site({ successorId: world.id('mia'), expiresAt: on(300) });
    await world.site({ ownerId: world.id('hal'), expiresAt: on(20) });
    await world.db.prisma.notificationPreference.create({ data: { personId: world.id('hal'), weekday: 2, updatedAt: monday } });
    await world.db.prisma.request.create({
      data: { siteId: other, kind: 'transfer', requesterId: world.id('olga'), proposedOwnerId: world.id('hal'), reason: 'Yours.', proposal: {}, before: {} },
    });
    expect(await compose(monday)).toBe(2);
    expect(await compose(monday)).toBe(0);
    expect(await digestsOf('olga')).toMatchObject([{ occasion: 'digest 2026-11-23', told: [`site ${site}`], mail: 'waiting' }]);
    expect(await digestsOf('mia')).toMatchObject([{ told: [`succession ${other}`] }]);
    expect(await digestsOf('hal')).toEqual([]);
    await compose(on(1));
    expect((await digestsOf('hal'))[0]?.told).toHaveLength(2);
    expect(await digestsOf('olga')).toHaveLength(1);
    for (let days = 2; days <= 7; days += 1) await compose(on(days));
    expect((await digestsOf('olga')).map(({ occasion }) => occasion)).toEqual(['digest 2026-11-23', 'digest 2026-11-30']);
  });

  it('tell nothing of what was done, and nothing to who has left or has nothing to see to', async () => {
    const siteId = await world.site({ expiresAt: on(5) });
    await world.site({ ownerId: world.id('hal'), expiresAt: on(5) });
    await world.db.prisma.person.update({ where: { id: world.id('hal') }, data: { deactivatedAt: monday } });
    await world.run(renewSite, { siteId, expiresAt: on(90).toISOString(), reason: 'Still in use' }, 'olga', { now: monday });
    expect(await compose(monday)).toBe(0);
  });

  it('reach the successor who has agreed, once the owner has left', async () => {
    const id = await world.site({ expiresAt: on(5), successorId: world.id('mia'), successorAcceptedAt: monday });
    await compose(monday);
    expect(await digestsOf('mia')).toEqual([]);
    await world.db.prisma.person.update({ where: { id: world.id('olga') }, data: { deactivatedAt: monday } });
    await compose(on(7));
    expect((await digestsOf('mia'))[0]?.told).toEqual([`site ${id}`]);
    expect(await digestsOf('olga')).toHaveLength(1);
  });

  it('give who governs numbers, and to a reviewer nothing that is their own', async () => {
    const siteId = await world.site({ ownerId: world.id('rob') });
    await world.site({ quarantinedAt: monday, quarantineReason: 'unregistered' });
    await world.db.prisma.request.create({ data: { siteId, kind: 'widening', requesterId: world.id('rob'), reason: 'More.', proposal: {}, before: {} } });
    await compose(monday);
    expect((await digestsOf('rita'))[0]?.told).toEqual(['queue requests']);
    expect((await digestsOf('ada'))[0]?.told).toEqual(['queue requests', 'queue quarantine']);
    expect(await digestsOf('rob')).toEqual([]);
    expect(await digestsOf('aude')).toEqual([]);
  });

  it('come early only for what takes effect before the next one and was not told', async () => {
    const told = await world.site({ expiresAt: on(-12) }); // disabled on Wednesday
    await compose(monday);
    await compose(on(1));
    expect(await digestsOf('olga')).toHaveLength(1);
    const untold = await world.site({ expiresAt: on(-11) }); // disabled on Thursday
    await compose(on(1));
    await compose(on(2));
    expect(await digestsOf('olga')).toMatchObject([{ told: [`site ${told}`] }, { occasion: 'digest 2026-11-24', told: [`site ${told}`, `site ${untold}`] }]);
  });

  it('are daily where that is wished or required, by mail where not declined, and never on quiet days', async () => {
    await settle({ digestAtLeast: 'daily', mailIsRequired: false, quietDates: ['2026-11-24'] });
    await world.site({ expiresAt: on(20) });
    await world.db.prisma.notificationPreference.create({ data: { personId: world.id('olga'), byMail: false, updatedAt: monday } });
    for (let days = 0; days < 7; days += 1) await compose(on(days));
    expect((await digestsOf('olga')).map(({ occasion, mail }) => [occasion, mail])).toEqual(
      ['2026-11-23', '2026-11-25', '2026-11-26', '2026-11-27'].map((date) => [`digest ${date}`, null]),
    );
  });

  it('of days on which nothing ran are caught up with', async () => {
    await world.site({ expiresAt: on(25) });
    await compose(on(-1 - 2)); // the Friday before
    await compose(on(2));
    expect((await digestsOf('olga')).map(({ occasion }) => occasion)).toEqual(['digest 2026-11-25']);
  });

  it('of two at once are one for each person', async () => {
    await world.superuser.query(
      `INSERT INTO person (id, email, name) SELECT uuidv7(), 'p' || n || '@example.com', 'Person ' || n FROM generate_series(1, 1200) n`,
    );
    await world.superuser.query(
      `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at)
       SELECT uuidv7(), 'of-' || p.id, 'Site', 'live', 'team_internal', p.id, $1::timestamptz + interval '5 days' FROM person p WHERE p.email LIKE 'p%'`,
      [monday],
    );
    const made = await Promise.all([compose(monday), compose(monday), compose(monday)]);
    expect(made.reduce((sum, count) => sum + count)).toBe(1200);
    expect(await world.db.prisma.notification.count({ where: { kind: 'digest' } })).toBe(1200);
    expect(await world.db.prisma.mail.count({ where: { state: 'waiting' } })).toBe(1200);
    const { rows } = await world.superuser.query(`SELECT key FROM graphile_worker._private_jobs WHERE key LIKE 'send-mail%'`);
    expect(rows).toEqual([{ key: 'send-mail all' }]);
  });
});
