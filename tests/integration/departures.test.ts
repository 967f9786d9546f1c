import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOverSites } from '@/lib/departures/hand-over-sites';
import { getHandover } from '@/lib/departures/get-handover';
import { listHandovers } from '@/lib/departures/list-handovers';
import { previewDeparture } from '@/lib/departures/preview-departure';
import { inTransaction } from '@/lib/db/transaction';
import { beginSweep, runSweep } from '@/lib/lifecycle/run-sweep';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { reactivatePerson } from '@/lib/people/commands/reactivate-person';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { transferSite } from '@/lib/requests/commands/transfer-site';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const signal = new AbortController().signal;
const reason = 'Moves on.';
const leave = (who: Name) => world.run(deactivatePerson, { personId: world.id(who), reason }, 'ada');
const handOver = (who: Name) => handOverSites(world.db, world.id(who), { signal, clock: () => now });
const site = (id: string) => world.db.prisma.site.findUniqueOrThrow({ where: { id } });
const manages = (who: Name, manager: Name) => world.db.prisma.person.update({ where: { id: world.id(who) }, data: { managerId: world.id(manager) } });
const leads = (who: Name | null, department: 'sales' | 'legal') =>
  world.db.prisma.department.update({ where: { id: world.departments[department] }, data: { leadId: who === null ? null : world.id(who) } });
const noticesOf = (who: Name) => world.db.prisma.notification.findMany({ where: { personId: world.id(who) }, orderBy: { createdAt: 'asc' } });
const eventsOf = async (siteId: string) => (await world.db.prisma.auditEvent.findMany({ where: { siteId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);

describe('somebody who leaves', () => {
  it('enqueues the handover in the transaction that deactivates them', async () => {
    await leave('olga');
    const { rows } = await world.superuser.query<{ task: string; payload: unknown }>(
      `SELECT t.identifier AS task, j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'hand-over-sites'`,
    );
    expect(rows).toEqual([{ task: 'hand-over-sites', payload: { personId: world.id('olga') } }]);
  });

  it('is followed by the accepted successor, else the manager, else the lead of the Site’s department, each told once', async () => {
    await manages('olga', 'hal');
    const accepted = await world.site({ successorId: world.id('mia'), successorAcceptedAt: now });
    const named = await world.site({ successorId: world.id('mia') });
    const plain = await world.site();
    const retired = await world.site({ state: 'retired', retiredAt: now });
    const retiring = await world.site({ state: 'retiring' });
    expect(await world.read(previewDeparture, { personId: world.id('olga') }, 'ada')).toMatchObject({
      sites: 4,
      quarantined: 0,
      receivers: [
        { to: { name: 'Hal' }, why: 'manager', sites: 3 },
        { to: { name: 'Mia' }, why: 'successor', sites: 1 },
      ],
    });
    await leave('olga');
    await handOver('olga');
    await handOver('olga');
    expect([(await site(accepted)).ownerId, (await site(accepted)).successorId]).toEqual([world.id('mia'), null]);
    expect((await site(named)).ownerId).toBe(world.id('hal'));
    expect((await site(named)).successorId).toBe(world.id('mia'));
    expect((await site(plain)).ownerId).toBe(world.id('hal'));
    expect((await site(retiring)).ownerId).toBe(world.id('hal'));
    expect((await site(retired)).ownerId).toBe(world.id('olga'));
    expect(await eventsOf(plain)).toEqual(['site.handed_over']);
    expect((await noticesOf('hal')).map(({ kind, title }) => [kind, title])).toEqual([['handover', '3 Sites of Olga are yours now']]);
    expect((await noticesOf('mia')).map(({ title }) => title)).toEqual(['1 Site of Olga is yours now']);
    const { items } = await world.read(listHandovers, { to: 'me' }, 'hal');
    // The one that is being retired came along, and nothing is left to decide about it.
    expect(items).toMatchObject([{ from: { name: 'Olga', active: false }, counts: { total: 3, waiting: 2, retiring: 1 } }]);
  });

  it('is followed by a lead where there is no manager, and otherwise leaves Sites in quarantine, of which the admins are told', async () => {
    await leads('rita', 'legal');
    const legal = await world.site({ departmentId: world.departments.legal });
    const sales = await world.site({ audience: { mode: 'workspace_all' } });
    await leave('olga');
    await handOver('olga');
    await handOver('olga');
    expect((await site(legal)).ownerId).toBe(world.id('rita'));
    expect(await site(sales)).toMatchObject({ quarantineReason: 'owner_departed', quarantinedAt: now, audience: 'admins_only', ownerId: world.id('olga') });
    for (const admin of ['ada', 'abe'] as const) expect((await noticesOf(admin)).map(({ kind, title }) => [kind, title])).toEqual([['alert', '1 Site of Olga went into quarantine']]);
  });

  it.each([
    ['their own manager', [['olga', 'olga']], null],
    ['in a circle of managers', [['olga', 'hal'], ['hal', 'mia'], ['mia', 'olga']], 'hal'],
    ['under a circle that they are no part of', [['olga', 'hal'], ['hal', 'mia'], ['mia', 'hal']], 'hal'],
  ] as const)('may be %s', async (_what, links, receiver) => {
    for (const [who, manager] of links) await manages(who, manager);
    const id = await world.site();
    await leave('olga');
    await handOver('olga');
    const { ownerId, quarantinedAt } = await site(id);
    expect(quarantinedAt === null ? ownerId : null).toBe(receiver === null ? null : world.id(receiver));
  });

  it('is passed over in the chain of managers when they left too', async () => {
    await manages('olga', 'hal');
    await manages('hal', 'mia');
    const id = await world.site();
    await leave('hal');
    await leave('olga');
    await handOver('olga');
    expect((await site(id)).ownerId).toBe(world.id('mia'));
  });

  it('is followed by nobody who may change nothing: an auditor is passed over', async () => {
    await manages('olga', 'aude');
    await manages('aude', 'mia');
    const id = await world.site();
    await leave('olga');
    await handOver('olga');
    expect((await site(id)).ownerId).toBe(world.id('mia'));
  });

  it('leaves a quarantine that ends once an admin makes somebody the owner, or somebody accepts the Site', async () => {
    const [assigned, offered] = [await world.site(), await world.site()];
    await leave('olga');
    await handOver('olga');
    await world.run(assignOwner, { siteId: assigned, owner: world.id('hal'), reason }, 'ada');
    const request = await world.run(transferSite, { siteId: offered, to: world.id('mia'), reason }, 'ada');
    expect((await site(offered)).quarantinedAt).toEqual(now);
    await world.run(decideRequest, { requestId: request.id, decision: 'approve', revision: request.revision }, 'mia');
    expect(await site(assigned)).toMatchObject({ ownerId: world.id('hal'), quarantinedAt: null, quarantineReason: null });
    expect(await site(offered)).toMatchObject({ ownerId: world.id('mia'), quarantinedAt: null });
  });

  it('is nobody’s successor any more, and offers to them are withdrawn', async () => {
    const succeeded = await world.site({ successorId: world.id('hal'), successorAcceptedAt: now });
    const offered = await world.site();
    const { id: requestId } = await world.run(transferSite, { siteId: offered, to: world.id('hal'), reason }, 'olga');
    expect(await world.read(previewDeparture, { personId: world.id('hal') }, 'ada')).toMatchObject({ sites: 0, successions: 1, offers: 1 });
    await leave('hal');
    await handOver('hal');
    expect(await site(succeeded)).toMatchObject({ successorId: null, successorAcceptedAt: null });
    expect(await eventsOf(succeeded)).toEqual(['site.successor_left']);
    expect((await world.db.prisma.request.findUniqueOrThrow({ where: { id: requestId } })).state).toBe('withdrawn');
    expect(await eventsOf(offered)).toEqual(['request.submitted', 'request.withdrawn']);
  });

  it('keeps their Sites when they are reactivated before the job runs, and gets none back afterwards', async () => {
    await manages('olga', 'hal');
    const id = await world.site();
    await leave('olga');
    await world.run(reactivatePerson, { personId: world.id('olga'), reason }, 'ada');
    await handOver('olga');
    expect((await site(id)).ownerId).toBe(world.id('olga'));
    await leave('olga');
    await handOver('olga');
    await world.run(reactivatePerson, { personId: world.id('olga'), reason }, 'ada');
    await handOver('olga');
    expect((await site(id)).ownerId).toBe(world.id('hal'));
  });

  it('is handed over once for each departure', async () => {
    await manages('olga', 'hal');
    await world.site();
    await leave('olga');
    await handOver('olga');
    await world.run(reactivatePerson, { personId: world.id('olga'), reason }, 'ada');
    await world.site();
    const later = new Date(now.getTime() + 60_000);
    await world.run(deactivatePerson, { personId: world.id('olga'), reason }, 'ada', { now: later });
    await handOverSites(world.db, world.id('olga'), { signal, clock: () => later });
    expect((await world.read(listHandovers, { to: 'me' }, 'hal')).items.map(({ counts }) => counts.total)).toEqual([1, 1]);
    expect(await noticesOf('hal')).toHaveLength(2);
  });
});

it('the sweep finds what slipped through, tells the receivers, and finds nothing the second time', async () => {
  await manages('olga', 'mia');
  await manages('hal', 'mia');
  const ids = [await world.site(), await world.site({ ownerId: world.id('hal') })];
  // As an import would: past the command.
  await world.db.prisma.person.updateMany({ where: { id: { in: [world.id('olga'), world.id('hal')] } }, data: { deactivatedAt: now } });
  const sweep = async (hours: number) => {
    const at = new Date(now.getTime() + hours * 3_600_000);
    const sweepId = await inTransaction(world.db, (tx) => beginSweep(tx, at, 'a test', at));
    return runSweep(world.db, sweepId ?? '', { clock: () => at });
  };
  expect((await sweep(1)).counts).toMatchObject({ handed_over: 2 });
  for (const id of ids) expect((await site(id)).ownerId).toBe(world.id('mia'));
  expect(await noticesOf('mia')).toHaveLength(2);
  expect((await sweep(2)).counts).not.toHaveProperty('handed_over');
  expect(await noticesOf('mia')).toHaveLength(2);
});

it.each([
  ['in one lane', Infinity],
  ['in two', 10],
])('the sweep sees to many people in one step, and to those whose Sites are more than it takes in the next, %s: each receiver is told once, of all', async (_how, splitBeyondRows) => {
  await manages('olga', 'mia');
  await manages('hal', 'mia');
  // One Site of each names the other as its successor: it changes hands, and the succession ends, in whatever order they come.
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at, successor_id)
     SELECT uuidv7(), 'of-' || p.n || '-' || i, 'Site ' || i, 'live', 'team_internal', p.id, now() + interval '60 days', CASE WHEN i = 1 THEN p.other END
       FROM (VALUES (1, $1::uuid, $2::uuid), (2, $2::uuid, $1::uuid)) p (n, id, other), generate_series(1, 150) i`,
    [world.id('olga'), world.id('hal')],
  );
  const offered = await world.site({ ownerId: world.id('rob') });
  await world.run(transferSite, { siteId: offered, to: world.id('olga'), reason }, 'rob');
  await world.db.prisma.person.updateMany({ where: { id: { in: [world.id('olga'), world.id('hal')] } }, data: { deactivatedAt: now } });
  const sweepId = await inTransaction(world.db, (tx) => beginSweep(tx, now, 'a test', now));
  expect((await runSweep(world.db, sweepId ?? '', { clock: () => now, splitBeyondRows })).counts).toMatchObject({ handed_over: 300 });
  expect(await world.db.prisma.site.count({ where: { ownerId: world.id('mia'), successorId: null } })).toBe(300);
  expect((await noticesOf('mia')).map(({ title }) => title).sort()).toEqual(['150 Sites of Hal are yours now', '150 Sites of Olga are yours now']);
  expect((await world.read(listHandovers, { to: 'me' }, 'mia')).items.map(({ counts }) => counts.total)).toEqual([150, 150]);
  const happened = await world.superuser.query<{ type: string; n: number; sites: number }>(
    `SELECT type, count(*)::int AS n, count(DISTINCT site_id)::int AS sites FROM audit_event WHERE type IN ('site.handed_over', 'site.successor_left', 'request.withdrawn') GROUP BY type ORDER BY type`,
  );
  expect(happened.rows).toEqual([
    { type: 'request.withdrawn', n: 1, sites: 1 },
    { type: 'site.handed_over', n: 300, sites: 300 },
    { type: 'site.successor_left', n: 2, sites: 2 },
  ]);
});

describe('an owner who is deactivated in the middle of a renewal', () => {
  const later = '2027-02-15T00:00:00.000Z';

  it('has renewed the Site where the renewal was first: it is handed over with its new date', async () => {
    await manages('olga', 'hal');
    const id = await world.site({ classification: 'team_internal' });
    // The renewal has the Site and isn't through yet: nobody gets past the audit chain.
    await world.superuser.query('BEGIN');
    await world.superuser.query('SELECT 1 FROM audit_head FOR UPDATE');
    const renewal = world.run(renewSite, { siteId: id, expiresAt: later, reason }, 'olga');
    await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0);
    const departure = leave('olga');
    await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(1);
    await world.superuser.query('ROLLBACK');
    await Promise.all([renewal, departure]);
    await handOver('olga');
    expect(await site(id)).toMatchObject({ ownerId: world.id('hal'), expiresAt: new Date(later) });
    expect(await eventsOf(id)).toEqual(['site.renewed', 'site.handed_over']);
  });

  it('renews nothing where the handover was first: the Site is not theirs any more', async () => {
    await manages('olga', 'hal');
    const id = await world.site({ classification: 'team_internal' });
    await leave('olga');
    await handOver('olga');
    // Their request had passed the gate before they were deactivated.
    expect((await problemOf(world.run(renewSite, { siteId: id, expiresAt: later, reason }, 'olga'))).kind).toBe('not-found');
    expect(await eventsOf(id)).toEqual(['site.handed_over']);
  });

  /** Statements that wait for somebody else's lock. */
  const waiting = async (): Promise<number> =>
    (await world.superuser.query<{ n: number }>(`SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted`)).rows[0]?.n ?? 0;
});

it('a receiver who leaves at the same moment gets nothing: what came to them goes on', async () => {
  await manages('olga', 'hal');
  await manages('hal', 'mia');
  const ids = await Promise.all(Array.from({ length: 5 }, () => world.site()));
  await Promise.all([leave('olga'), leave('hal')]);
  await Promise.all([handOver('olga'), handOver('hal'), handOver('olga')]);
  await Promise.all([handOver('hal'), handOver('olga')]);
  for (const id of ids) expect((await site(id)).ownerId).toBe(world.id('mia'));
});

describe('forbidden', () => {
  it.each(['olga', 'rita'] as const)('previewDeparture and the handovers of others to %s', async (who) => {
    await manages('olga', 'hal');
    await world.site();
    expect((await problemOf(world.read(previewDeparture, { personId: world.id('olga') }, who))).kind).toBe('forbidden');
    await leave('olga');
    await handOver('olga');
    const handover = await world.db.prisma.handover.findFirstOrThrow();
    expect((await problemOf(world.read(getHandover, { handoverId: handover.id }, who))).kind).toBe('not-found');
    expect((await world.read(listHandovers, {}, who)).items).toEqual([]);
  });
});
