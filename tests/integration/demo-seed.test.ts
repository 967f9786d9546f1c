import { differenceInCalendarDays } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '@/prisma/seed/demo';
import { verifyChain } from '@/lib/audit/verify-audit';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { actorOfSession, type Actor } from '@/lib/gate/actor';
import { runQuery } from '@/lib/gate/query';
import { getRequest } from '@/lib/requests/get-request';
import { listDelegations } from '@/lib/requests/list-delegations';
import { countWaiting } from '@/lib/requests/count-waiting';
import { listRequests } from '@/lib/requests/list-requests';
import { conditions, siteStates } from '@/lib/domain/site';
import { getSite } from '@/lib/sites/get-site';
import { countSites } from '@/lib/sites/list-facets';
import { listSites } from '@/lib/sites/list-sites';
import { listOwnEndings } from '@/lib/terms/list-own-endings';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let database: TestDatabase;
let db: Database;
let seeded: Awaited<ReturnType<typeof seedDemo>>;
beforeAll(async () => {
  database = await createTestDatabase();
  seeded = await seedDemo(database.ownerUrl);
  db = openDatabase(database.url, { role: 'siteward_app', poolSize: 4 });
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

async function as(key: string): Promise<Actor> {
  const { id } = await db.prisma.person.findUniqueOrThrow({ where: { email: `${key}@example.com` } });
  const actor = await actorOfSession(db, { personId: id, sessionVersion: 1 }, { via: 'ui', correlationId: 'test' });
  if (actor === null) throw new Error(`${key} can't sign in`);
  return actor;
}
const count = async (search: Parameters<typeof runQuery<typeof countSites.input, unknown, { total: number }>>[1], key = 'admin') =>
  (await runQuery(countSites, search, await as(key), { db })).total;

describe('the demo workspace', () => {
  it('has the five accounts, each with its role', async () => {
    expect(seeded.accounts.map(({ email }) => email)).toEqual(['admin', 'owner', 'reviewer', 'auditor', 'member'].map((key) => `${key}@example.com`));
    for (const [key, role] of [['admin', 'admin'], ['owner', 'member'], ['reviewer', 'reviewer'], ['auditor', 'auditor'], ['member', 'member']] as const) {
      expect((await as(key)).roles).toEqual([role]);
    }
  });

  it('has something of every state and every condition', async () => {
    for (const state of siteStates) expect(await count({ state }), state).toBeGreaterThan(0);
    for (const condition of conditions) expect(await count({ condition }), condition).toBeGreaterThan(0);
  });

  it('gives everybody something to do', async () => {
    const waiting = async (key: string) => {
      const { items } = await runQuery(listRequests, { waitingFor: 'me' }, await as(key), { db });
      expect(await runQuery(countWaiting, {}, await as(key), { db })).toBe(items.length);
      return items;
    };
    expect(await count({ owner: 'me', state: 'live', condition: 'expiring' }, 'owner')).toBe(10);
    expect((await waiting('owner')).map(({ kind }) => kind)).toEqual(['transfer']);
    expect(await waiting('reviewer')).toHaveLength(7);
    expect(await count({ owner: 'me' }, 'member')).toBe(0);
    expect(await count({}, 'member')).toBeGreaterThan(5);
  });

  it('has a widening that ends, approvals that are looked at again, and somebody in whose place the reviewer decides', async () => {
    const [ending] = await runQuery(listOwnEndings, { limit: 5 }, await as('owner'), { db });
    expect(ending).toMatchObject({ title: 'Sales Kickoff Hub', fallback: 'custom' });
    expect(differenceInCalendarDays(new Date(ending?.endsAt ?? 0), new Date())).toBeGreaterThan(10);
    const again = await db.prisma.request.findMany({ where: { kind: 're_review' }, select: { state: true, reason: true, site: { select: { slug: true, audience: true } } }, orderBy: { createdAt: 'asc' } });
    expect(again).toEqual([
      { state: 'pending', reason: 'The list of data sources that must not meet changed since this audience was approved.', site: { slug: 'onboarding-buddy', audience: 'admins_only' } },
      { state: 'pending', reason: 'The data sources changed since this audience was approved.', site: { slug: 'renewal-whisperer', audience: 'custom' } },
    ]);
    expect((await runQuery(listDelegations, {}, await as('reviewer'), { db })).items).toMatchObject([{ from: { name: 'Priya Raghunathan' }, to: { name: 'Renata Okafor' } }]);
  });

  it('lets the owner ask to widen a Site that reads nothing sensitive', async () => {
    const { items } = await runQuery(listSites, { owner: 'me', state: 'live', audience: 'custom', classification: 'company_wide,team_internal', limit: 200 }, await as('owner'), { db });
    const open = await db.prisma.request.findMany({ where: { state: { in: ['pending', 'changes_requested'] } }, select: { siteId: true } });
    const free = items.filter(({ id, dataSources }) => dataSources.every(({ sensitivity }) => ['public', 'internal'].includes(sensitivity)) && open.every(({ siteId }) => siteId !== id));
    expect(free.length).toBeGreaterThan(0);
  });

  it('has a history in the order of time, and its chain is whole', async () => {
    expect(await verifyChain(db.prisma)).toMatchObject({ intact: true });
    const events = await db.prisma.auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { at: true } });
    expect(events.every(({ at }, index) => index === 0 || at >= (events[index - 1]?.at ?? at))).toBe(true);
    expect(events.at(-1)?.at.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('can be read whole: every Site and every request', async () => {
    const admin = await as('admin');
    for (const { id } of await db.prisma.site.findMany({ select: { id: true } })) expect(await runQuery(getSite, { siteId: id }, admin, { db })).toMatchObject({ id });
    for (const { id } of await db.prisma.request.findMany({ select: { id: true } })) expect(await runQuery(getRequest, { requestId: id }, admin, { db })).toMatchObject({ id });
  });

  it('stays as it is when it is there already', async () => {
    const { seq } = await db.prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } });
    expect(await seedDemo(database.ownerUrl)).toEqual(seeded);
    expect(await db.prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } })).toMatchObject({ seq });
  });
});
