import { addDays, addHours, subDays } from 'date-fns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerCampaign } from '@/lib/campaigns/commands/answer-campaign';
import { cancelCampaign } from '@/lib/campaigns/commands/cancel-campaign';
import { closeCampaign } from '@/lib/campaigns/commands/close-campaign';
import { startCampaign } from '@/lib/campaigns/commands/start-campaign';
import { exportCampaign } from '@/lib/campaigns/export-campaign';
import { getCampaign } from '@/lib/campaigns/get-campaign';
import { getCampaignItem } from '@/lib/campaigns/get-campaign-item';
import { listCampaignEntries } from '@/lib/campaigns/list-campaign-entries';
import { listCampaignItems } from '@/lib/campaigns/list-campaign-items';
import { listCampaigns } from '@/lib/campaigns/list-campaigns';
import { previewCampaign } from '@/lib/campaigns/preview-campaign';
import { defaultSettings } from '@/lib/domain/settings';
import { composeDigests } from '@/lib/notifications/compose-digests';
import type { Prisma } from '@/lib/db/generated/client';
import { advance, due, runningCampaign, sweepAt } from '../support/campaigns';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const open = (more: Parameters<World['site']>[0] = {}) => world.site({ audience: { mode: 'custom', people: [world.id('hal'), world.id('mia')], groups: [world.groups.team] }, lastVisitedAt: subDays(now, 2), ...more });
const leave = (who: Name) => world.db.prisma.person.update({ where: { id: world.id(who) }, data: { deactivatedAt: now } });
const change = (id: string, data: Prisma.SiteUncheckedUpdateInput) => world.db.prisma.site.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });
const itemsOf = async (campaignId: string, by: Name = 'rita') => (await world.read(listCampaignItems, { campaignId }, by)).items;
const entriesOf = async (campaignId: string, siteId: string, by: Name = 'rita') => (await world.read(listCampaignEntries, { campaignId, siteId }, by)).items;
const audienceOf = async (siteId: string) => {
  const { audience, state, audiencePeople, audienceGroups } = await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId }, include: { audiencePeople: true, audienceGroups: true } });
  return { state, mode: audience, people: audiencePeople.map(({ personId }) => personId), groups: audienceGroups.map(({ groupId }) => groupId) };
};
const eventsOf = async (siteId: string) => (await world.db.prisma.auditEvent.findMany({ where: { siteId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);
const told = (who: Name) => world.db.prisma.notification.findMany({ where: { personId: world.id(who) }, orderBy: { createdAt: 'asc' }, select: { title: true, content: true, occasion: true } });
const rest = (siteId: string, verdict: 'certify' | 'revoke' | 'recommended') => ({ siteId, rest: verdict });

describe('starting an access review', () => {
  it('collects the Sites of the filter that others can open, as the preview said, and leaves the others out', async () => {
    const shared = await open({ title: 'Shared' });
    const everybody = await world.site({ title: 'Everybody', audience: { mode: 'workspace_all' } });
    await world.site({ title: 'Closed' });
    await open({ title: 'Retired', state: 'retired', retiredAt: now });
    await open({ title: 'Elsewhere', departmentId: world.departments.legal });
    const query = 'department=Sales&sort=-title&columns=site,owner';
    expect(await world.read(previewCampaign, { query }, 'rita')).toEqual({ query: 'department=Sales', found: 4, reviewed: 2, workspaceWide: 1, ownerless: 0 });
    const id = await runningCampaign(world, { query });
    expect((await itemsOf(id)).map(({ site }) => site.id)).toEqual([everybody, shared]);
    expect(await world.read(getCampaign, { campaignId: id }, 'rita')).toMatchObject({ state: 'running', query: 'department=Sales', leftOut: 2, counts: { sites: 2, waiting: 2 }, entries: { total: 4, certified: 0, revoked: 0 } });
    expect(await entriesOf(id, everybody)).toMatchObject([{ name: 'The whole workspace', personId: null, groupId: null, recommendation: 'certify' }]);
  });

  it('asks the owner, else the successor who agreed, else the nearest manager who is there, else the admins', async () => {
    const { prisma } = world.db;
    await prisma.person.update({ where: { id: world.id('hal') }, data: { managerId: world.id('mia') } });
    await prisma.person.update({ where: { id: world.id('mia') }, data: { managerId: world.id('rob') } });
    const people = [world.id('abe')];
    const owned = await world.site({ title: 'A', audience: { mode: 'custom', people } });
    const agreed = await world.site({ title: 'B', ownerId: world.id('hal'), successorId: world.id('olga'), successorAcceptedAt: now, audience: { mode: 'custom', people } });
    const named = await world.site({ title: 'C', ownerId: world.id('hal'), successorId: world.id('olga'), audience: { mode: 'custom', people } });
    const nobodys = await world.site({ title: 'D', ownerId: null, audience: { mode: 'custom', people } });
    await leave('hal');
    await leave('mia');
    const id = await runningCampaign(world);
    expect((await itemsOf(id)).map(({ site, reviewer }) => [site.id, reviewer?.name, reviewer?.why])).toEqual([
      [owned, 'Olga', 'owner'],
      [agreed, 'Olga', 'successor'],
      [named, 'Rob', 'manager'],
      [nobodys, undefined, undefined],
    ]);
    expect(await told('olga')).toMatchObject([{ title: 'Access review “Autumn”: 2 Sites wait for your answer', content: { action: { href: `/campaigns/${id}?who=me` } } }]);
    expect((await told('olga'))[0]?.content).toMatchObject({ lines: [expect.stringContaining('before 5 December 2026'), expect.stringContaining('everybody keeps access')] });
    expect((await told('ada')).map(({ title }) => title)).toEqual(['Access review “Autumn”: 1 Site waits for an admin']);
    await advance(world, id);
    expect(await told('olga')).toHaveLength(1);
  });

  it('recommends by what is known: who left, other departments, groups without members, visits', async () => {
    const { prisma } = world.db;
    await prisma.person.update({ where: { id: world.id('mia') }, data: { departmentId: world.departments.legal } });
    await prisma.groupMember.create({ data: { groupId: world.groups.board, personId: world.id('hal') } });
    const siteId = await open({ audience: { mode: 'custom', people: [world.id('hal'), world.id('mia'), world.id('rob'), world.id('olga')], groups: [world.groups.team, world.groups.board] } });
    const unvisited = await open({ lastVisitedAt: subDays(now, 400) });
    await leave('rob');
    const id = await runningCampaign(world);
    // The owner gets in anyway, so nobody is asked about them.
    expect((await entriesOf(id, siteId)).map(({ name, recommendation, reasons }) => [name, recommendation, reasons[0]])).toEqual([
      ['Rob', 'revoke', 'Has left.'],
      ['Team', 'revoke', 'Nobody is in it. Whoever joins later would get in unseen.'],
      ['Mia', 'look', 'Belongs to Legal, the Site to Sales.'],
      ['Board', 'certify', 'The Site was last visited on 19 November 2026.'],
      ['Hal', 'certify', 'The Site was last visited on 19 November 2026.'],
    ]);
    expect((await entriesOf(id, siteId)).find(({ name }) => name === 'Hal')?.reasons).toContain('Also gets in through Board: revoking this alone changes nothing for them.');
    expect((await entriesOf(id, unvisited)).map(({ recommendation }) => recommendation)).toEqual(['revoke', 'revoke', 'revoke']);
  });

  it('ends at once, with the reason, where there is nothing to review', async () => {
    await world.site();
    const id = await runningCampaign(world);
    expect(await world.read(getCampaign, { campaignId: id }, 'rita')).toMatchObject({ state: 'cancelled', leftOut: 1, problem: expect.stringContaining('nothing to review') as string });
  });

  it('refuses a filter that means nothing, a date that is too near, and silence that is not said', async () => {
    const input = { name: 'Autumn', query: '', dueAt: due.toISOString(), silence: 'keep' as const };
    expect((await problemOf(world.run(startCampaign, { ...input, query: 'state=asleep' }, 'rita'))).errors).toMatchObject([{ path: 'state[0]' }]);
    expect((await problemOf(world.run(startCampaign, { ...input, query: 'colour=red' }, 'rita'))).kind).toBe('invalid');
    expect((await problemOf(world.run(startCampaign, { ...input, dueAt: now.toISOString() }, 'rita'))).errors?.[0]?.path).toBe('dueAt');
    expect((await problemOf(world.run(startCampaign, { ...input, silence: undefined as never }, 'rita'))).errors?.[0]?.path).toBe('silence');
  });

  it('is forbidden to owners and auditors, as are closing and cancelling', async () => {
    await open();
    const id = await runningCampaign(world);
    for (const who of ['olga', 'aude'] as const) {
      expect((await problemOf(world.run(startCampaign, { name: 'Mine', dueAt: due.toISOString(), silence: 'keep' }, who))).kind).toBe('forbidden');
      expect((await problemOf(world.run(closeCampaign, { campaignId: id, reason: 'Done.' }, who))).kind).toBe('forbidden');
      expect((await problemOf(world.run(cancelCampaign, { campaignId: id, reason: 'Done.' }, who))).kind).toBe('forbidden');
      expect((await problemOf(world.read(previewCampaign, {}, who))).kind).toBe('forbidden');
    }
  });
});

describe('answering', () => {
  it('narrows the audience at once, with events and a demand, and settles the Site for good', async () => {
    const siteId = await open({ liveUrl: 'https://notes.example/' });
    const id = await runningCampaign(world);
    const mia = (await entriesOf(id, siteId, 'olga')).find(({ name }) => name === 'Mia');
    const { results } = await world.run(answerCampaign, { campaignId: id, answers: [{ siteId, verdicts: [{ entryId: mia?.id ?? '', verdict: 'revoke' }], rest: 'certify', note: 'Mia moved on.' }] }, 'olga');
    expect(results).toEqual([{ siteId, state: 'answered', effect: 'narrowed', problem: null }]);
    expect(await audienceOf(siteId)).toMatchObject({ mode: 'custom', people: [world.id('hal')], groups: [world.groups.team] });
    expect(await eventsOf(siteId)).toEqual(['campaign.answered', 'site.audience_narrowed']);
    expect(await world.db.prisma.enforcement.findMany({ where: { siteId }, select: { aspect: true, wanted: true } })).toMatchObject([{ aspect: 'access', wanted: { mode: 'custom' } }]);
    expect(await itemsOf(id)).toMatchObject([{ state: 'answered', answeredBy: 'Olga', note: 'Mia moved on.', effect: 'narrowed', entries: { total: 3, revoked: 1 } }]);
    expect((await problemOf(world.run(answerCampaign, { campaignId: id, answers: [rest(siteId, 'revoke')] }, 'ada'))).message).toMatch(/answered already by Olga/);
    // What was settled is evidence, also for whoever gets past the application.
    await expect(world.superuser.query(`UPDATE campaign_item SET note = 'x'`)).rejects.toThrow(/evidence/);
    await expect(world.superuser.query(`UPDATE campaign_entry SET verdict = 'revoke' WHERE verdict = 'certify'`)).rejects.toThrow(/evidence/);
    await expect(world.superuser.query(`DELETE FROM campaign_entry`)).rejects.toThrow(/evidence/);
  });

  it('answers for many; a Site that needs a closer look holds up no other', async () => {
    const plain = await open({ title: 'A', audience: { mode: 'custom', people: [world.id('hal')] } });
    const odd = await open({ title: 'B', departmentId: world.departments.legal, audience: { mode: 'custom', people: [world.id('hal')] } });
    const id = await runningCampaign(world);
    const { results } = await world.run(answerCampaign, { campaignId: id, answers: [rest(plain, 'recommended'), rest(odd, 'recommended')] }, 'olga');
    expect(results).toMatchObject([{ state: 'answered', problem: null }, { state: 'waiting', problem: 'Nothing is recommended for Hal. Decide on that yourself.' }]);
    expect((await world.read(getCampaign, { campaignId: id }, 'olga')).counts).toMatchObject({ answered: 1, waiting: 1 });
  });

  it('closes a Site that was open to the workspace, and never lets anybody in who was taken out meanwhile', async () => {
    const everybody = await world.site({ title: 'A', audience: { mode: 'workspace_all' } });
    const shared = await open({ title: 'B' });
    const id = await runningCampaign(world);
    await world.db.prisma.siteAudiencePerson.deleteMany({ where: { siteId: shared, personId: world.id('mia') } });
    await world.run(answerCampaign, { campaignId: id, answers: [rest(everybody, 'revoke'), rest(shared, 'certify')] }, 'olga');
    expect((await audienceOf(everybody)).mode).toBe('admins_only');
    expect((await audienceOf(shared)).people).toEqual([world.id('hal')]);
  });

  it('is forbidden to others than those who are asked, reviewers and admins; an auditor reads', async () => {
    const siteId = await open();
    const id = await runningCampaign(world);
    const input = { campaignId: id, answers: [rest(siteId, 'certify')] };
    expect((await problemOf(world.run(answerCampaign, input, 'mia'))).kind).toBe('not-found');
    expect((await problemOf(world.run(answerCampaign, input, 'aude'))).kind).toBe('forbidden');
    expect((await problemOf(world.read(getCampaign, { campaignId: id }, 'mia'))).kind).toBe('not-found');
    expect((await problemOf(world.read(getCampaignItem, { campaignId: id, siteId }, 'mia'))).kind).toBe('not-found');
    expect(await world.read(listCampaigns, {}, 'mia')).toEqual({ items: [], next: null });
    expect(await world.read(getCampaignItem, { campaignId: id, siteId }, 'aude')).toMatchObject({ answer: { allowed: false, reason: 'Auditors read everything and change nothing.' } });
    expect((await problemOf(world.read(exportCampaign, { campaignId: id }, 'olga'))).kind).toBe('forbidden');
    expect(await world.read(listCampaigns, { waitingFor: 'me' }, 'olga')).toMatchObject({ items: [{ id, mine: { sites: 1, waiting: 1 } }] });
  });

  it('shows whoever is asked their own Sites only', async () => {
    await open({ title: 'Olga’s' });
    await open({ title: 'Rob’s', ownerId: world.id('rob') });
    const id = await runningCampaign(world);
    expect((await itemsOf(id, 'olga')).map(({ site }) => site.title)).toEqual(['Olga’s']);
    expect((await world.run(answerCampaign, { campaignId: id, answers: (await itemsOf(id)).map(({ site }) => rest(site.id, 'certify')) }, 'olga')).results).toMatchObject([
      { problem: null },
      { problem: 'You are not asked about this Site in this access review.' },
    ]);
  });

  it('of one Site by many at once is taken once', async () => {
    const siteId = await open();
    const id = await runningCampaign(world);
    const attempts = await Promise.allSettled((['olga', 'rita', 'rob', 'ada', 'abe'] as const).flatMap((who) => [0, 1].map(() => world.run(answerCampaign, { campaignId: id, answers: [rest(siteId, 'revoke')] }, who))));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await eventsOf(siteId)).toEqual(['campaign.answered', 'site.audience_narrowed']);
  });
});

describe('the sweep', () => {
  it('reminds those who have not answered, once for each distance, and not on quiet days', async () => {
    await open({ title: 'A' });
    const answered = await open({ title: 'B', ownerId: world.id('rob') });
    const id = await runningCampaign(world);
    await world.run(answerCampaign, { campaignId: id, answers: [rest(answered, 'certify')] }, 'rob');
    expect(await sweepAt(world, subDays(due, 8))).not.toHaveProperty('campaign_reminded');
    // 28 November is a Saturday: nobody is written to. The distance is made up for on Monday.
    expect(await sweepAt(world, subDays(due, 7))).not.toHaveProperty('campaign_reminded');
    expect(await sweepAt(world, subDays(due, 5))).toMatchObject({ campaign_reminded: 1 });
    expect(await sweepAt(world, addHours(subDays(due, 5), 12))).not.toHaveProperty('campaign_reminded');
    expect((await told('olga')).map(({ title }) => title)).toEqual(['Access review “Autumn”: 1 Site waits for your answer', 'Reminder: 1 Site waits in the access review “Autumn”']);
    expect((await told('rob')).map(({ title }) => title)).toEqual(['Access review “Autumn”: 1 Site waits for your answer']);
  });

  it('tells of it in the digest, and nobody the same twice on one day', async () => {
    await open({ title: 'A' });
    await open({ title: 'B', ownerId: null });
    await world.db.prisma.workspaceSettings.create({ data: { id: 1, value: { ...defaultSettings, quietWeekdays: [] }, updatedAt: now } });
    const id = await runningCampaign(world, { silence: 'disable' });
    const digests = async (who: Name) => (await world.db.prisma.notification.findMany({ where: { personId: world.id(who), kind: 'digest' }, orderBy: { createdAt: 'asc' } })).map(({ createdAt, title, content }) => [createdAt.toISOString().slice(0, 10), title, Object.keys((content as { told: object }).told)]);
    const keep = (who: Name, frequency: 'daily' | 'weekly') => world.db.prisma.notificationPreference.create({ data: { personId: world.id(who), frequency, weekday: 1, updatedAt: now } });
    await keep('olga', 'daily');
    await keep('ada', 'daily');
    // On the day on which a message asked her, the digest does not.
    await composeDigests(world.db, { now });
    expect(await digests('olga')).toEqual([]);
    await composeDigests(world.db, { now: addDays(now, 1) });
    expect(await digests('olga')).toEqual([[addDays(now, 1).toISOString().slice(0, 10), '“1 Site in the access review “Autumn””: the Site is disabled on 5 December 2026 unless you answer', [`campaign ${id}`]]]);
    expect((await digests('ada')).at(-1)?.[2]).toContain(`campaign ${id} admins`);
    // The digest of the day stands for the reminder of the day; who gets none is reminded.
    const monday = subDays(due, 5);
    await world.db.prisma.notificationPreference.update({ where: { personId: world.id('ada') }, data: { frequency: 'weekly', weekday: 4 } });
    await world.db.prisma.digestDay.create({ data: { day: new Date('2026-11-29'), madeAt: monday } });
    await composeDigests(world.db, { now: monday });
    expect((await digests('olga')).at(-1)?.[0]).toBe('2026-11-30');
    await sweepAt(world, addHours(monday, 1));
    expect((await told('olga')).filter(({ occasion }) => occasion.includes('reminds'))).toEqual([]);
    expect((await told('ada')).filter(({ occasion }) => occasion.includes('reminds'))).toHaveLength(1);
  });

  it('asks somebody else where the one who was asked has left or the Site has another owner', async () => {
    const given = await open({ title: 'A' });
    const left = await open({ title: 'B', ownerId: world.id('hal'), audience: { mode: 'custom', people: [world.id('mia')] } });
    const id = await runningCampaign(world);
    await change(given, { ownerId: world.id('rob') });
    await leave('hal');
    // The departure itself gives the Site to nobody here, so that it goes into quarantine: then the admins are asked.
    await sweepAt(world, addDays(now, 2));
    expect((await itemsOf(id)).map(({ site, reviewer }) => [site.id, reviewer?.name])).toEqual([[given, 'Rob'], [left, undefined]]);
    expect((await told('rob')).map(({ title }) => title)).toContain('Access review “Autumn”: 1 Site waits for your answer');
  });

  it.each([
    ['keep', { mode: 'custom', state: 'live' }, 'none', ['campaign.silent']],
    ['narrow_to_owner', { mode: 'admins_only', state: 'live' }, 'closed', ['campaign.silent', 'site.audience_narrowed']],
    ['disable', { mode: 'custom', state: 'disabled' }, 'disabled', ['campaign.silent', 'site.disabled']],
  ] as const)('closes on the date and does what silence means: %s', async (silence, after, effect, events) => {
    const siteId = await open();
    const answered = await open({ ownerId: world.id('rob') });
    const id = await runningCampaign(world, { silence });
    await world.run(answerCampaign, { campaignId: id, answers: [rest(answered, 'certify')] }, 'rob');
    // 5 December is a Saturday; the day before nothing is due yet.
    expect(await sweepAt(world, subDays(due, 1))).not.toHaveProperty('campaigns_closed');
    expect(await sweepAt(world, due)).not.toHaveProperty('campaigns_closed');
    expect(await sweepAt(world, addDays(due, 2))).toMatchObject({ campaigns_closed: 1, campaign_silent: 1 });
    expect(await audienceOf(siteId)).toMatchObject(after);
    expect(await audienceOf(answered)).toMatchObject({ mode: 'custom', state: 'live' });
    expect((await eventsOf(siteId)).filter((type) => !type.includes('enforcement'))).toEqual(events);
    expect(await world.read(getCampaign, { campaignId: id }, 'rita')).toMatchObject({ state: 'closed', counts: { answered: 1, silent: 1, waiting: 0 } });
    expect((await itemsOf(id)).find(({ site }) => site.id === siteId)).toMatchObject({ state: 'silent', effect, answeredBy: null });
    expect((await told('rita')).map(({ title }) => title)).toContain('The access review “Autumn” is closed');
    expect((await problemOf(world.run(answerCampaign, { campaignId: id, answers: [rest(siteId, 'certify')] }, 'olga'))).message).toMatch(/closed/);
  });
});

describe('ending it by hand', () => {
  it('applies what silence means now, and says who closed it and why', async () => {
    const siteId = await open();
    const retired = await open();
    const id = await runningCampaign(world, { silence: 'narrow_to_owner' });
    await change(retired, { state: 'retired', retiredAt: now });
    expect(await world.run(closeCampaign, { campaignId: id, reason: 'The audit is tomorrow.' }, 'ada')).toMatchObject({ state: 'closing' });
    expect((await problemOf(world.run(answerCampaign, { campaignId: id, answers: [rest(siteId, 'certify')] }, 'olga'))).message).toMatch(/being closed/);
    await advance(world, id);
    expect(await world.read(getCampaign, { campaignId: id }, 'aude')).toMatchObject({ state: 'closed', endedBy: 'Ada', endReason: 'The audit is tomorrow.', counts: { silent: 1, gone: 1 }, effects: { closed: 1 } });
    const events = await world.db.prisma.auditEvent.findMany({ where: { type: { startsWith: 'campaign.' } }, orderBy: { seq: 'asc' }, select: { type: true } });
    expect(events.map(({ type }) => type)).toEqual(['campaign.started', 'campaign.ended_early', 'campaign.silent', 'campaign.closed']);
    await expect(world.superuser.query(`UPDATE campaign SET name = 'x'`)).rejects.toThrow(/evidence/);
  });

  it('or gives it up: what was revoked stays revoked, and nothing else happens', async () => {
    const [first, second] = [await open(), await open()];
    const id = await runningCampaign(world, { silence: 'disable' });
    await world.run(answerCampaign, { campaignId: id, answers: [rest(first, 'revoke')] }, 'olga');
    await world.run(cancelCampaign, { campaignId: id, reason: 'Wrong filter.' }, 'rita');
    await sweepAt(world, addDays(due, 2));
    expect((await audienceOf(first)).mode).toBe('admins_only');
    expect(await audienceOf(second)).toMatchObject({ mode: 'custom', state: 'live' });
    expect(await world.read(getCampaign, { campaignId: id }, 'rita')).toMatchObject({ state: 'cancelled', counts: { answered: 1, waiting: 1 } });
  });
});
