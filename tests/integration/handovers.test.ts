import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerHandover } from '@/lib/departures/commands/answer-handover';
import { getHandover } from '@/lib/departures/get-handover';
import { handOverSites } from '@/lib/departures/hand-over-sites';
import { listHandoverItems } from '@/lib/departures/list-handover-items';
import { listHandovers } from '@/lib/departures/list-handovers';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { releaseSite } from '@/lib/quarantine/commands/release-site';
import { releaseSites } from '@/lib/quarantine/commands/release-sites';
import { listQuarantine } from '@/lib/quarantine/list-quarantine';
import { answerSuccession } from '@/lib/sites/commands/answer-succession';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { nameSuccessor } from '@/lib/sites/commands/name-successor';
import { listSuccessions } from '@/lib/sites/list-successions';
import { carryOut, plan } from '../support/bulk-actions';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const reason = 'Because.';
const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;
const site = (id: string) => world.db.prisma.site.findUniqueOrThrow({ where: { id } });
const titlesFor = async (who: Name) => (await world.db.prisma.notification.findMany({ where: { personId: world.id(who) }, orderBy: { createdAt: 'asc' } })).map(({ title }) => title);

/** Olga leaves, and Hal, her manager, receives so many Sites. */
async function received(count: number): Promise<{ handoverId: string; siteIds: string[] }> {
  await world.db.prisma.person.update({ where: { id: world.id('olga') }, data: { managerId: world.id('hal') } });
  const siteIds: string[] = [];
  for (let at = 0; at < count; at += 1) siteIds.push(await world.site({ title: `Site ${String(at).padStart(3, '0')}` }));
  await leave('olga');
  const { id } = await world.db.prisma.handover.findFirstOrThrow();
  return { handoverId: id, siteIds };
}

async function leave(who: Name): Promise<void> {
  await world.run(deactivatePerson, { personId: world.id(who), reason }, 'ada');
  await handOverSites(world.db, world.id(who), { signal: new AbortController().signal, clock: () => now });
}

describe('a receiver', () => {
  it('keeps one, retires one, passes one on, and each is as decided', async () => {
    const { handoverId, siteIds } = await received(4);
    const [kept = '', retired = '', passed = ''] = siteIds;
    const answer = await world.run(
      answerHandover,
      { handoverId, reason, answers: [{ siteId: kept, answer: 'keep' }, { siteId: retired, answer: 'retire' }, { siteId: passed, answer: 'reassign', to: world.id('mia') }] },
      'hal',
    );
    expect(answer).toMatchObject({ waiting: 1, next: null, results: [{ answer: 'kept' }, { answer: 'retiring' }, { answer: 'reassigned' }] });
    expect(await site(kept)).toMatchObject({ ownerId: world.id('hal'), state: 'live' });
    expect(await site(retired)).toMatchObject({ ownerId: world.id('hal'), state: 'retiring' });
    expect(await world.db.prisma.retirement.findFirstOrThrow({ where: { siteId: retired } })).toMatchObject({ state: 'notice', reason, beganFrom: 'live' });
    expect(await site(passed)).toMatchObject({ ownerId: world.id('mia') });
    // Who got it decides in turn.
    const { items } = await world.read(listHandovers, { to: 'me' }, 'mia');
    expect(items).toMatchObject([{ from: { name: 'Olga' }, counts: { total: 1, waiting: 1 } }]);
    expect(await titlesFor('mia')).toEqual(['Hal gave you Sites of Olga']);
    expect(await world.read(getHandover, { handoverId }, 'hal')).toMatchObject({ counts: { total: 4, waiting: 1, kept: 1, retiring: 1, reassigned: 1 }, decidedAt: null });
    const shown = await world.read(listHandoverItems, { handoverId, limit: 2 }, 'hal');
    const rest = await world.read(listHandoverItems, { handoverId, limit: 2, cursor: shown.next ?? '' }, 'hal');
    expect([...shown.items, ...rest.items].map(({ answer: each }) => each)).toEqual(['kept', 'retiring', 'reassigned', 'waiting']);
  });

  it('decides on hundreds in batches that can be gone on with, tells the new owner once, and the handover closes', async () => {
    const { handoverId } = await received(210);
    const all = { answer: 'reassign', to: world.id('mia') } as const;
    const first = await world.run(answerHandover, { handoverId, all }, 'hal');
    expect(first).toMatchObject({ waiting: 10, next: expect.any(String) as string });
    // The tab was closed; later it goes on, from the start as well as from where it was.
    expect(await world.run(answerHandover, { handoverId, all }, 'hal')).toMatchObject({ waiting: 0, next: null });
    expect(await kindOf(world.run(answerHandover, { handoverId, all }, 'hal'))).toBe('conflict');
    expect(await titlesFor('mia')).toEqual(['Hal gave you Sites of Olga']);
    expect(await world.read(getHandover, { handoverId }, 'hal')).toMatchObject({ decidedAt: now.toISOString(), counts: { reassigned: 210 }, answer: { allowed: false } });
    expect(await world.db.prisma.handoverItem.count({ where: { handover: { toId: world.id('mia') } } })).toBe(210);
  }, 60_000);

  it('is raced by a second window: each Site is decided once, and the second is told so', async () => {
    const { handoverId, siteIds } = await received(3);
    const [one = '', two = '', three = ''] = siteIds;
    const windows = await Promise.allSettled([
      world.run(answerHandover, { handoverId, answers: [one, two].map((siteId) => ({ siteId, answer: 'keep' as const })) }, 'hal'),
      world.run(answerHandover, { handoverId, reason, answers: [two, three].map((siteId) => ({ siteId, answer: 'retire' as const })) }, 'hal'),
    ]);
    const answers = windows.map((window) => (window.status === 'fulfilled' ? window.value : undefined));
    expect(answers.flatMap((answer) => answer?.results.filter(({ problem }) => problem !== null) ?? [])).toMatchObject([{ siteId: two, problem: expect.stringContaining('decided on already') as string }]);
    const events = await world.db.prisma.auditEvent.findMany({ where: { type: 'handover.answered' } });
    expect(events.map(({ siteId }) => siteId).sort()).toEqual([...siteIds].sort());
    expect(await world.read(getHandover, { handoverId }, 'hal')).toMatchObject({ counts: { waiting: 0 }, decidedAt: now.toISOString() });
  });

  it('has nothing left to decide on a Site that went another way meanwhile', async () => {
    const { handoverId, siteIds } = await received(2);
    const [gone = '', left = ''] = siteIds;
    await world.run(assignOwner, { siteId: gone, owner: world.id('mia') }, 'ada');
    expect(await world.read(getHandover, { handoverId }, 'hal')).toMatchObject({ counts: { waiting: 1, reassigned: 1 } });
    expect(await problemOf(world.run(answerHandover, { handoverId, answers: [{ siteId: gone, answer: 'keep' }] }, 'hal'))).toMatchObject({ kind: 'conflict', message: expect.stringContaining('Mia owns this Site now') as string });
    expect(await world.run(answerHandover, { handoverId, all: { answer: 'keep' } }, 'hal')).toMatchObject({ waiting: 0, results: [{ siteId: left, answer: 'kept' }] });
  });

  it('gives a reason to retire, and names somebody who is there to reassign', async () => {
    const { handoverId, siteIds } = await received(1);
    const answers = [{ siteId: siteIds[0] ?? '', answer: 'retire' as const }];
    expect(await problemOf(world.run(answerHandover, { handoverId, answers }, 'hal'))).toMatchObject({ kind: 'rule', errors: [{ path: 'reason' }] });
    for (const to of [world.id('olga'), world.id('hal'), siteIds[0] ?? '', undefined]) {
      const given = world.run(answerHandover, { handoverId, all: { answer: 'reassign', ...(to === undefined ? {} : { to }) } }, 'hal');
      expect(await problemOf(given)).toMatchObject({ kind: 'rule', errors: [{ path: 'to' }] });
    }
  });
});

describe('the quarantine queue', () => {
  it('proposes who the record has a reason for, page by page, and releases the chosen with one word to each owner', async () => {
    await world.db.prisma.department.update({ where: { id: world.departments.legal }, data: { leadId: world.id('olga') } });
    const quarantined = (minute: number) => ({ quarantinedAt: new Date(now.getTime() + minute * 60_000), quarantineReason: 'owner_departed' as const, departmentId: null });
    const ids = [
      await world.site({ ...quarantined(1), guessedOwnerId: world.id('hal') }),
      await world.site({ ...quarantined(2), lastCommitAuthor: 'Mia <MIA@example.com>' }),
      await world.site({ ...quarantined(3), successorId: world.id('rob') }),
      await world.site({ ...quarantined(4), repository: 'acme/sites', lastCommitAuthor: 'Nobody <nobody@example.com>' }),
      await world.site({ ...quarantined(5), departmentId: world.departments.legal }),
    ];
    await world.site({ repository: 'acme/sites', ownerId: world.id('mia') });
    await world.db.prisma.person.update({ where: { id: world.id('olga') }, data: { deactivatedAt: now } });
    const first = await world.read(listQuarantine, { limit: 3 }, 'rita');
    const second = await world.read(listQuarantine, { limit: 3, cursor: first.next ?? '' }, 'rita');
    const queue = [...first.items, ...second.items];
    expect(first.total).toBe(5);
    expect(queue.map(({ site: each }) => each.id)).toEqual(ids);
    expect(queue.map(({ proposal }) => (proposal === null ? null : [proposal.person.name, proposal.reason]))).toEqual([
      ['Hal', 'address'],
      ['Mia', 'committer'],
      ['Rob', 'unanswered_successor'],
      ['Mia', 'same_repository'],
      // The one lead there is has left.
      null,
    ]);
    const chosen = queue.flatMap(({ site: { id, revision }, proposal }) => (proposal === null ? [] : [{ siteId: id, revision, owner: proposal.person.id }]));
    expect(await world.run(releaseSites, { sites: chosen }, 'ada')).toEqual({ released: 4, refused: [] });
    expect(await titlesFor('mia')).toEqual(['2 Sites are yours now']);
    expect((await world.read(listQuarantine, {}, 'ada')).items.map(({ site: each }) => each.id)).toEqual([ids[4]]);
    expect(await site(ids[2] ?? '')).toMatchObject({ ownerId: world.id('rob'), successorId: null, quarantinedAt: null });
    // Once more: each is out already.
    expect(await kindOf(world.run(releaseSites, { sites: chosen.map(({ siteId, owner }) => ({ siteId, owner })) }, 'ada'))).toBe('conflict');
    const stale = world.run(releaseSites, { sites: [{ siteId: ids[4] ?? '', owner: world.id('hal'), revision: 9 }, { siteId: ids[0] ?? '', owner: world.id('hal') }] }, 'ada');
    expect(await kindOf(stale)).toBe('conflict');
    await world.run(releaseSite, { siteId: ids[4] ?? '', owner: world.id('hal') }, 'ada');
    expect((await world.read(listQuarantine, {}, 'ada')).total).toBe(0);
  });
});

describe('a successor', () => {
  it('is asked when named, agrees or declines, and another name begins without a yes', async () => {
    const siteId = await world.site();
    await world.run(nameSuccessor, { siteId, successor: world.id('mia') }, 'olga');
    expect(await titlesFor('mia')).toEqual(['You are named as the successor of CRM Notes']);
    expect((await world.read(listSuccessions, {}, 'mia')).items.map(({ site: each }) => each.id)).toEqual([siteId]);
    expect(await world.run(answerSuccession, { siteId, accept: true }, 'mia')).toMatchObject({ record: { successorAcceptedAt: now.toISOString() } });
    expect(await kindOf(world.run(answerSuccession, { siteId, accept: true }, 'mia'))).toBe('conflict');
    expect((await world.read(listSuccessions, {}, 'mia')).items).toEqual([]);
    await world.run(nameSuccessor, { siteId, successor: world.id('hal') }, 'olga');
    expect(await site(siteId)).toMatchObject({ successorId: world.id('hal'), successorAcceptedAt: null });
    await world.run(answerSuccession, { siteId, accept: false, note: 'No time.' }, 'hal');
    expect(await site(siteId)).toMatchObject({ successorId: null });
    expect(await titlesFor('olga')).toEqual(['Hal will not be the successor of CRM Notes']);
  });

  it('is asked once when a bulk action names them for many Sites', async () => {
    const ids = [await world.site(), await world.site(), await world.site()];
    const planned = await plan(world, { kind: 'name_successor', change: { successor: world.id('mia') }, selection: { ids } }, 'olga');
    await carryOut(world, planned, 'olga');
    expect(await titlesFor('mia')).toEqual(['You are named as the successor of several Sites']);
    expect((await world.read(listSuccessions, {}, 'mia')).total).toBe(3);
  });
});

describe('forbidden', () => {
  it.each(['mia', 'rita', 'aude'] as const)('answerHandover to %s', async (who) => {
    const { handoverId } = await received(1);
    expect(await kindOf(world.run(answerHandover, { handoverId, all: { answer: 'keep' } }, who))).toBe(who === 'aude' ? 'forbidden' : 'not-found');
    expect(await world.run(answerHandover, { handoverId, all: { answer: 'keep' } }, 'ada')).toMatchObject({ waiting: 0 });
  });

  it.each(['olga', 'rita', 'aude'] as const)('releaseSite and releaseSites to %s', async (who) => {
    const siteId = await world.site({ quarantinedAt: now, quarantineReason: 'unregistered' });
    expect(await kindOf(world.run(releaseSite, { siteId, owner: world.id('hal') }, who))).toBe('forbidden');
    expect(await kindOf(world.run(releaseSites, { sites: [{ siteId, owner: world.id('hal') }] }, who))).toBe('forbidden');
    if (who === 'olga') expect(await kindOf(world.read(listQuarantine, {}, who))).toBe('forbidden');
  });

  it.each(['olga', 'ada', 'aude'] as const)('answerSuccession for somebody else to %s', async (who) => {
    const siteId = await world.site({ successorId: world.id('mia') });
    expect(await kindOf(world.run(answerSuccession, { siteId, accept: true }, who))).toBe('forbidden');
    expect(await kindOf(world.run(answerSuccession, { siteId, accept: true }, 'hal'))).toBe('not-found');
  });
});
