import { addDays } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { messageSchema } from '@/lib/domain/notification';
import { listDueSites } from '@/lib/lifecycle/list-due-sites';
import { readWaitingSites } from '@/lib/notifications/read-waiting-sites';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { getSite } from '@/lib/sites/get-site';
import { listOwnEndings } from '@/lib/terms/list-own-endings';
import { demandsOn, newProjectId } from '../support/platform-feed';
import { audienceOn, sweepAt, widen } from '../support/widenings';
import { now, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());

const settings = { ...defaultSettings, quietWeekdays: [] };
const day = (days: number): Date => addDays(now, days);
const sweep = (days: number) => sweepAt(world, day(days), settings);
const custom = (...people: ('hal' | 'mia' | 'abe')[]) => ({ mode: 'custom' as const, people: people.map((name) => world.id(name)) });
const terms = (siteId: string) => world.db.prisma.audienceTerm.findMany({ where: { siteId }, orderBy: { startsAt: 'asc' } });
const told = (name: Parameters<World['id']>[0], siteId: string) =>
  world.db.prisma.notification.findMany({ where: { personId: world.id(name), occasion: { startsWith: 'term' }, content: { path: ['action', 'href'], string_contains: siteId } }, orderBy: { createdAt: 'asc' } });

describe('a widening that ends by itself', () => {
  it('falls back to what was before, asks the platform to follow, and is told of before', async () => {
    const siteId = await world.site({ projectId: newProjectId(), audience: custom('hal') });
    const requestId = await widen(world, siteId, custom('hal', 'mia'), { at: now, until: day(20) });
    expect(await terms(siteId)).toMatchObject([{ requestId, state: 'active', endsAt: day(20), fallback: { mode: 'custom', people: [{ name: 'Hal' }], reach: 2 } }]);

    expect(await sweep(5)).toEqual({});
    expect(await sweep(6)).toEqual({ terms_told: 1 });
    expect(await sweep(7)).toEqual({});
    expect(await sweep(17)).toEqual({ terms_told: 1 });
    expect(await told('hal', siteId)).toEqual([]);
    expect((await told('mia', siteId)).map(({ title, createdAt }) => [title, createdAt])).toEqual([
      ['You can open CRM Notes until 11 December 2026', day(6)],
      ['You can open CRM Notes until 11 December 2026', day(17)],
    ]);
    const [first] = await told('olga', siteId);
    expect(first?.title).toBe('The audience of CRM Notes falls back on 11 December 2026');
    expect(messageSchema.parse(first?.content).lines).toEqual([
      'Its widening ends then. Who can open it afterwards: named people and groups.',
      '1 person loses access and is told, too.',
      'To keep it open for longer, ask for another widening before that day.',
    ]);

    expect(await sweep(20)).toEqual({ fell_back: 1, terms_ended: 1 });
    expect(await audienceOn(world, siteId)).toBe('custom Hal');
    expect(await terms(siteId)).toMatchObject([{ state: 'ended', endedAt: day(20) }]);
    expect(await demandsOn(world, siteId)).toMatchObject({ access: { state: 'requested', wanted: { mode: 'custom', people: [{ name: 'Hal' }] } } });
    const event = await world.db.prisma.auditEvent.findFirstOrThrow({ where: { siteId, type: 'site.audience_fell_back' } });
    expect(JSON.parse(event.body)).toMatchObject({ at: day(20).toISOString(), actor: { name: 'Lifecycle' }, changes: { audience: { before: { reach: 3 }, after: { reach: 2, people: [{ name: 'Hal' }] } } } });
    expect((await told('olga', siteId)).at(-1)?.title).toBe('The audience of CRM Notes has fallen back');
    // Once more finds nothing.
    expect(await sweep(20)).toEqual({});
  });

  it('stands wherever its owner and admins look for what comes', async () => {
    const mine = world.id('abe');
    const audience = custom('hal', 'mia');
    const siteId = await world.site({ ownerId: mine, title: 'Booking board', audience });
    const request = await world.db.prisma.request.create({ data: { siteId, kind: 'widening', requesterId: mine, reason: 'r', state: 'approved', proposal: {}, before: {}, decidedAt: now } });
    const nobody = { mode: 'admins_only', people: [], groups: [], reach: 1 };
    await world.db.prisma.audienceTerm.create({ data: { siteId, requestId: request.id, startsAt: now, endsAt: day(20), fallback: nobody } });

    expect((await world.read(getSite, { siteId }, 'abe')).schedule).toContainEqual({ step: 'falls_back', at: day(20).toISOString() });
    expect(await world.read(listOwnEndings, { limit: 8 }, 'abe')).toMatchObject([{ title: 'Booking board', endsAt: day(20).toISOString(), fallback: 'admins_only' }]);
    expect(await world.read(listOwnEndings, { limit: 8 }, 'mia')).toEqual([]);
    const waiting = async (horizon: Date) => (await readWaitingSites(world.db.prisma, [mine], horizon)).map(({ title, fallsBackAt }) => [title, fallsBackAt]);
    expect([await waiting(day(19)), await waiting(day(20))]).toEqual([[], [['Booking board', day(20)]]]);
    const due = async (days: number) => (await world.read(listDueSites, { at: day(days).toISOString(), limit: 100 }, 'ada')).items.filter(({ id }) => id === siteId);
    expect([await due(19), await due(20)]).toMatchObject([[], [{ action: 'fall_back', note: 'The widening of its audience ends.' }]]);
    // Both on one day: the Site stands there once, with what is graver.
    await world.db.prisma.site.update({ where: { id: siteId }, data: { expiresAt: day(1), revision: { increment: 1 } } });
    expect(await due(40)).toMatchObject([{ action: 'disable', note: 'It expired, and nobody renewed it within 14 days. The widening of its audience ends.' }]);

    await world.db.prisma.siteAudiencePerson.deleteMany({ where: { siteId } });
    await world.db.prisma.site.update({ where: { id: siteId }, data: { audience: 'admins_only', revision: { increment: 1 } } });
    expect(await world.read(listOwnEndings, { limit: 8 }, 'abe')).toEqual([]);
    expect((await readWaitingSites(world.db.prisma, [mine], day(30))).map(({ fallsBackAt }) => fallsBackAt)).toEqual([null]);
    await world.db.prisma.audienceTerm.deleteMany({ where: { siteId } });
  });

  it('falls back on a quiet day too; people are told before it', async () => {
    const siteId = await world.site({ audience: custom('hal') });
    const sunday = new Date('2027-03-07T00:00:00Z');
    await widen(world, siteId, { mode: 'workspace_all' }, { at: addDays(sunday, -1), until: sunday });
    // Approved on a Saturday and over on Sunday: no other day is left.
    expect((await told('olga', siteId)).map(({ createdAt }) => createdAt)).toEqual([addDays(sunday, -1)]);
    // The whole workspace is not written to.
    expect(await told('mia', siteId)).toEqual([]);
    expect(await sweepAt(world, sunday, defaultSettings)).toEqual({ fell_back: 1, terms_ended: 1 });
    expect(await audienceOn(world, siteId)).toBe('custom Hal');
  });

  it('leaves out who has left, and brings nobody back who was taken out', async () => {
    const siteId = await world.site({ audience: custom('hal', 'mia', 'abe') });
    await widen(world, siteId, { mode: 'workspace_all' }, { at: now, until: day(3) });
    await world.run(narrowSite, { siteId, audience: custom('mia', 'abe') }, 'olga', { now: day(1) });
    await world.db.prisma.person.update({ where: { id: world.id('abe') }, data: { deactivatedAt: day(2) } });
    await sweep(3);
    await world.db.prisma.person.update({ where: { id: world.id('abe') }, data: { deactivatedAt: null } });
    // The audience had been narrowed within the fallback already: it stays.
    expect(await audienceOn(world, siteId)).toBe('custom Abe Mia');

    const other = await world.site({ audience: custom('hal', 'abe') });
    await widen(world, other, { mode: 'custom', people: [world.id('hal'), world.id('abe'), world.id('mia')], groups: [world.groups.team] }, { at: now, until: day(3) });
    await world.run(narrowSite, { siteId: other, audience: custom('abe', 'mia') }, 'olga', { now: day(1) });
    await world.db.prisma.person.update({ where: { id: world.id('abe') }, data: { deactivatedAt: day(2) } });
    expect(await sweep(3)).toMatchObject({ fell_back: 1 });
    await world.db.prisma.person.update({ where: { id: world.id('abe') }, data: { deactivatedAt: null } });
    expect(await audienceOn(world, other)).toBe('admins_only');
  });

  it('waits under a shorter one and comes back, under the next sweep even if both are over', async () => {
    const siteId = await world.site({ audience: { mode: 'admins_only' } });
    await widen(world, siteId, custom('hal'), { at: now, until: day(30) });
    await widen(world, siteId, { mode: 'workspace_all' }, { at: day(1), until: day(5) });
    expect((await terms(siteId)).map(({ state }) => state)).toEqual(['suspended', 'active']);
    await sweep(5);
    expect([await audienceOn(world, siteId), ...(await terms(siteId)).map(({ state }) => state)]).toEqual(['custom Hal', 'active', 'ended']);
    await widen(world, siteId, { mode: 'workspace_all' }, { at: day(6), until: day(7) });
    expect(await sweep(40)).toEqual({ fell_back: 2, terms_ended: 2 });
    expect([await audienceOn(world, siteId), ...(await terms(siteId)).map(({ state }) => state)]).toEqual(['admins_only', 'ended', 'ended', 'ended']);
  });

  it('brings nobody back who was taken out before the longer one that takes its place', async () => {
    const siteId = await world.site({ audience: custom('hal') });
    await widen(world, siteId, { mode: 'workspace_all' }, { at: now, until: day(5) });
    await world.run(narrowSite, { siteId, audience: custom('mia') }, 'olga', { now: day(1) });
    await widen(world, siteId, custom('hal', 'mia'), { at: day(2), until: day(9) });
    expect((await terms(siteId)).map(({ state }) => state)).toEqual(['superseded', 'active']);
    await sweep(9);
    // Hal was let in for good once, taken out, and let in again until the ninth day only.
    expect(await audienceOn(world, siteId)).toBe('admins_only');

    const other = await world.site({ audience: custom('hal') });
    await widen(world, other, custom('hal', 'mia'), { at: now, until: day(5) });
    await world.run(narrowSite, { siteId: other, audience: custom('mia') }, 'olga', { now: day(1) });
    await widen(world, other, custom('hal', 'mia'), { at: day(2), until: day(4) });
    await widen(world, other, custom('hal', 'mia', 'abe'), { at: day(3), until: day(9) });
    expect((await terms(other)).map(({ state }) => state)).toEqual(['superseded', 'superseded', 'active']);
    await sweep(9);
    expect(await audienceOn(world, other)).toBe('admins_only');
  });

  it('gives way to a longer one, which falls back to where it would have; and to one for good', async () => {
    const siteId = await world.site({ audience: custom('hal') });
    await widen(world, siteId, custom('hal', 'mia'), { at: now, until: day(5) });
    await widen(world, siteId, { mode: 'workspace_all' }, { at: day(1), until: day(9) });
    expect((await terms(siteId)).map(({ state }) => state)).toEqual(['superseded', 'active']);
    await sweep(9);
    expect(await audienceOn(world, siteId)).toBe('custom Hal');
    await widen(world, siteId, custom('hal', 'mia'), { at: day(10), until: day(15) });
    await widen(world, siteId, { mode: 'workspace_all' }, { at: day(11) });
    expect(await sweep(30)).toEqual({});
    expect(await audienceOn(world, siteId)).toBe('workspace_all');
    expect((await terms(siteId)).map(({ state }) => state)).toEqual(['superseded', 'ended', 'superseded']);
  });

  it('ends on a disabled Site too', async () => {
    const siteId = await world.site({ audience: custom('hal') });
    await widen(world, siteId, { mode: 'workspace_all' }, { at: now, until: day(3) });
    await world.run(disableSite, { siteId, reason: 'project_completed' }, 'olga', { now: day(1) });
    await sweep(3);
    expect(await audienceOn(world, siteId)).toBe('custom Hal');
  });
});
