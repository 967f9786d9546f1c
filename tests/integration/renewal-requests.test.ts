import { addDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '@/lib/audit/verify-audit';
import { systemActor } from '@/lib/gate/actor';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestRenewal } from '@/lib/requests/commands/request-renewal';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { countWaiting } from '@/lib/requests/count-waiting';
import { getRequest } from '@/lib/requests/get-request';
import { listRequests } from '@/lib/requests/list-requests';
import { beginRetirement } from '@/lib/retirements/commands/begin-retirement';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { getSite } from '@/lib/sites/get-site';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
let siteId: string;
beforeAll(async () => {
  world = await World.create(12);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site(); // Olga's, company-wide: 730 days at once
});

const far = addDays(now, 1000).toISOString();
const ask = (by: Name, expiresAt = far) => world.run(requestRenewal, { siteId, expiresAt, reason: 'The contract runs so long.' }, by);
const decide = (by: Name, { id: requestId, revision }: { id: string; revision: number }, decision: 'approve' | 'reject' | 'ask_changes' = 'approve', at = now) =>
  world.run(decideRequest, { requestId, revision, decision, note: 'Said.' }, by, { now: at });
const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;
const expiryNow = async () => (await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).expiresAt?.toISOString();
const eventsOf = async (requestId: string) =>
  (await world.db.prisma.auditEvent.findMany({ where: { requestId }, orderBy: { seq: 'asc' }, select: { type: true } })).map(({ type }) => type);

describe('requestRenewal', () => {
  it('asks, shows both dates to who decides, and changes nothing yet', async () => {
    const { renewableUntil } = await world.read(getSite, { siteId }, 'olga');
    expect(renewableUntil).toBe(addDays(now, 730).toISOString());
    const { id } = await ask('olga');
    expect(await expiryNow()).toBe('2027-01-15T00:00:00.000Z');
    expect(await world.read(getRequest, { requestId: id }, 'rita')).toMatchObject({
      kind: 'renewal',
      state: 'pending',
      reason: 'The contract runs so long.',
      proposal: { expiresAt: far, expiresAtBefore: '2027-01-15T00:00:00.000Z', classification: 'company_wide', longestLifetimeDays: 730 },
      audienceDiff: null,
      actions: { decide: { allowed: true } },
      siteDetail: { id: siteId, renewableUntil },
    });
  });

  it('is forbidden to reviewers, auditors and those in the audience, hidden from strangers, and nothing for the system', async () => {
    siteId = await world.site({ audience: { mode: 'custom', people: [world.id('hal')] } });
    for (const by of ['rita', 'aude', 'hal'] as const) expect(await kindOf(ask(by))).toBe('forbidden');
    expect(await kindOf(ask('mia'))).toBe('not-found');
    const system = systemActor('a job', { via: 'job', correlationId: 'test' });
    expect(await kindOf(world.run(requestRenewal, { siteId, expiresAt: far, reason: 'r' }, system))).toBe('forbidden');
  });

  it('is refused within the longest lifetime, which renewing at once covers; beyond it renewing is refused', async () => {
    const within = addDays(now, 730).toISOString();
    expect(await problemOf(ask('olga', within))).toMatchObject({ kind: 'rule', message: expect.stringContaining('Renew the Site instead') as string });
    expect(await problemOf(world.run(renewSite, { siteId, expiresAt: far, reason: 'r' }, 'olga'))).toMatchObject({ kind: 'rule', message: expect.stringContaining('ask for it') as string });
    expect(await problemOf(ask('olga', '2999-01-01'))).toMatchObject({ kind: 'rule', message: expect.stringContaining('more than 3 times') as string });
  });

  it('makes one open request of its kind, whoever asks at the same moment; another kind stands beside it', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => ask(at % 2 === 0 ? 'olga' : 'ada')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ kind: 'conflict' });
    await world.run(requestWidening, { siteId, audience: { mode: 'workspace_all' }, reason: 'Useful.' }, 'olga');
    expect(await world.db.prisma.request.count({ where: { siteId, state: 'pending' } })).toBe(2);
  });
});

describe('deciding it', () => {
  it.each(['rita', 'ada'] as const)('is done by %s, and moves the expiry at once, with the reason in the record', async (by) => {
    const { id, ...asked } = await ask('olga');
    expect(await decide(by, { id, ...asked })).toMatchObject({ state: 'approved', decisions: [{ decision: 'approve', note: 'Said.', siteRevision: 1, requestRevision: 1 }] });
    expect(await expiryNow()).toBe(new Date(far).toISOString());
    expect(await eventsOf(id)).toEqual(['request.submitted', 'request.approved', 'site.renewed']);
    const renewed = await world.db.prisma.auditEvent.findFirstOrThrow({ where: { requestId: id, type: 'site.renewed' } });
    expect(JSON.parse(renewed.body)).toMatchObject({ reason: 'The contract runs so long.', changes: { expiresAt: { before: '2027-01-15T00:00:00.000Z', after: far } } });
  });

  it('is forbidden to requester and owner, also when they review or administer, and to auditors', async () => {
    siteId = await world.site({ ownerId: world.id('rita') });
    const request = await ask('ada');
    expect(await problemOf(decide('ada', request))).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('You made this request') as string });
    expect(await problemOf(decide('rita', request))).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('You own this Site') as string });
    expect(await kindOf(decide('aude', request))).toBe('forbidden');
    expect(await kindOf(decide('mia', request))).toBe('not-found');
    expect(await decide('rob', request)).toMatchObject({ state: 'approved' });
  });

  it('can be asking for changes, a revision and then no; or a withdrawal', async () => {
    const request = await ask('olga');
    expect(await decide('rita', request, 'ask_changes')).toMatchObject({ state: 'changes_requested' });
    const revised = await ask('olga', addDays(now, 800).toISOString());
    expect(revised).toMatchObject({ id: request.id, state: 'pending', proposal: { expiresAt: addDays(now, 800).toISOString() } });
    expect(revised.revision).toBeGreaterThan(request.revision);
    expect(await decide('rob', revised, 'reject')).toMatchObject({ state: 'rejected' });
    const again = await ask('olga');
    expect(await world.run(withdrawRequest, { requestId: again.id }, 'olga')).toMatchObject({ state: 'withdrawn' });
    expect(await kindOf(decide('rita', again))).toBe('conflict');
    expect(await expiryNow()).toBe('2027-01-15T00:00:00.000Z');
  });

  it('by many at the same moment comes to one outcome', async () => {
    const request = await ask('olga');
    const choices = ['approve', 'reject', 'ask_changes'] as const;
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, at) => decide(at % 2 === 0 ? 'rita' : 'rob', request, choices[at % 3], new Date(now.getTime() + at))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ kind: 'conflict' });
    const { state } = await world.db.prisma.request.findUniqueOrThrow({ where: { id: request.id } });
    expect(await expiryNow()).toBe(state === 'approved' ? far : '2027-01-15T00:00:00.000Z');
    expect(await eventsOf(request.id)).toHaveLength(state === 'approved' ? 3 : 2);
    expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: true });
  });

  it('is refused after the Site changed, until it was looked at again', async () => {
    const request = await ask('olga');
    await world.run(renewSite, { siteId, expiresAt: '2027-05-01', reason: 'In use.' }, 'olga');
    expect(await problemOf(decide('rita', request))).toMatchObject({ kind: 'stale', details: { changedSince: ['Olga renewed the Site (expiresAt)'] } });
    expect(await expiryNow()).toBe('2027-05-01T00:00:00.000Z');
    const seen = await world.read(getRequest, { requestId: request.id }, 'rita');
    expect(await decide('rita', seen)).toMatchObject({ state: 'approved' });
    expect(await expiryNow()).toBe(far);
  });

  it('can’t approve once the Site is on its way out', async () => {
    const { id } = await ask('olga');
    await world.run(beginRetirement, { siteId, reason: 'Its work is done.' }, 'olga');
    const seen = await world.read(getRequest, { requestId: id }, 'rita');
    expect(await problemOf(decide('rita', seen))).toMatchObject({ kind: 'conflict', details: { state: 'retiring' } });
    expect(await decide('rita', seen, 'reject')).toMatchObject({ state: 'rejected' });
  });
});

describe('what waits for a decision', () => {
  it('has it for reviewers and admins, not for who asked, who owns the Site, and members; the count agrees', async () => {
    siteId = await world.site({ ownerId: world.id('rob') });
    const { id } = await ask('ada');
    const waitsFor = async (by: Name) => {
      const { items } = await world.read(listRequests, { waitingFor: 'me', limit: '200' }, by);
      expect(await world.read(countWaiting, {}, by)).toBe(items.length);
      return items.some((item) => item.id === id);
    };
    expect(await waitsFor('rita')).toBe(true);
    expect(await waitsFor('abe')).toBe(true);
    for (const by of ['ada', 'rob', 'mia', 'aude'] as const) expect(await waitsFor(by), by).toBe(false);
    const { items } = await world.read(listRequests, { kind: 'renewal', waitingFor: 'me' }, 'rita');
    expect(items.map(({ kind }) => kind)).toContain('renewal');
  });
});
