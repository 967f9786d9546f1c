import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '@/lib/gate/actor';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { transferSite } from '@/lib/requests/commands/transfer-site';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { getRequest } from '@/lib/requests/get-request';
import { listRequests } from '@/lib/requests/list-requests';
import { getSite } from '@/lib/sites/get-site';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
let siteId: string;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site({ audience: { mode: 'custom', people: [world.id('hal')] } });
});

const everyone = { mode: 'workspace_all' as const };
const ask = (by: Name, site = siteId) => world.run(requestWidening, { siteId: site, audience: everyone, reason: 'Useful.' }, by);
const offer = (by: Name, to: Name) => world.run(transferSite, { siteId, to: world.id(to), reason: 'Moves on.' }, by);
const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;

describe('requestWidening', () => {
  it('asks, and changes nothing yet', async () => {
    const request = await ask('olga');
    expect(request).toMatchObject({ kind: 'widening', state: 'pending', revision: 1, requester: { name: 'Olga' }, proposal: { audience: { mode: 'workspace_all', reach: null } } });
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ audience: 'custom', revision: 1 });
  });

  it('is forbidden to reviewers, auditors and those in the audience, and hidden from strangers', async () => {
    expect(await kindOf(ask('rita'))).toBe('forbidden');
    expect(await kindOf(ask('aude'))).toBe('forbidden');
    expect(await kindOf(ask('hal'))).toBe('forbidden');
    expect(await kindOf(ask('mia'))).toBe('not-found');
  });

  it('is somebody’s: the system can’t ask', async () => {
    const system = systemActor('a job', { via: 'job', correlationId: 'test' });
    expect(await kindOf(world.run(requestWidening, { siteId, audience: everyone, reason: 'r' }, system))).toBe('forbidden');
  });

  it('never takes public', async () => {
    const problem = await problemOf(world.run(requestWidening, { siteId, audience: { mode: 'public' } as never, reason: 'r' }, 'olga'));
    expect(problem).toMatchObject({ kind: 'invalid', errors: [{ path: 'audience.mode', message: expect.stringContaining('never grants public') as string }] });
  });
});

describe('decideRequest', () => {
  const decide = (by: Name, request: { id: string; revision: number }, decision: 'approve' | 'reject' = 'approve') =>
    world.run(decideRequest, { requestId: request.id, revision: request.revision, decision, note: 'Said.' }, by);

  it.each(['rita', 'ada'] as const)('is done by %s, and applies the audience at once', async (by) => {
    expect(await decide(by, await ask('olga'))).toMatchObject({ state: 'approved', decisions: [{ decision: 'approve', reviewer: { id: world.id(by) } }] });
    const site = await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId }, include: { audiencePeople: true } });
    expect(site).toMatchObject({ audience: 'workspace_all', audienceApprovedAt: now, audiencePeople: [] });
    expect(await world.read(getSite, { siteId }, 'mia')).toMatchObject({ id: siteId });
  });

  it('is forbidden to the requester and the owner, also when they review or administer', async () => {
    const own = await world.site({ ownerId: world.id('rita') });
    const asked = await ask('rita', own);
    expect(await problemOf(decide('rita', asked))).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('You made this request') as string });
    const adas = await ask('ada');
    expect(await kindOf(decide('ada', adas))).toBe('forbidden');
    const abes = await ask('abe', await world.site({ ownerId: world.id('rob') }));
    expect(await problemOf(decide('rob', abes))).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('You own this Site') as string });
    expect(await decide('rob', adas)).toMatchObject({ state: 'approved' });
  });

  it('is forbidden to auditors and the asking owner, and hidden from strangers and the audience', async () => {
    const request = await ask('olga');
    expect(await kindOf(decide('aude', request))).toBe('forbidden');
    expect(await kindOf(decide('olga', request))).toBe('forbidden');
    for (const by of ['mia', 'hal'] as const) expect(await kindOf(decide(by, request))).toBe('not-found');
  });

  it('of a transfer is the new owner’s alone, and makes them the owner', async () => {
    const request = await offer('olga', 'mia');
    for (const by of ['ada', 'rita', 'aude', 'olga'] as const) expect(await kindOf(decide(by, request))).toBe('forbidden');
    expect(await decide('mia', request)).toMatchObject({ state: 'approved' });
    expect(await world.read(getSite, { siteId }, 'mia')).toMatchObject({ owner: { name: 'Mia' }, actions: { renew: { allowed: true } } });
    // Who asked still sees the Site, and is told no rather than that it isn't there.
    expect(await world.read(getSite, { siteId }, 'olga')).toMatchObject({ actions: { renew: { allowed: false, reason: expect.stringContaining('Only the owner') as string } } });
  });

  it('of a transfer can be no, and then everything stays', async () => {
    expect(await decide('mia', await offer('olga', 'mia'), 'reject')).toMatchObject({ state: 'rejected' });
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ ownerId: world.id('olga'), revision: 1 });
    expect(await kindOf(world.read(getSite, { siteId }, 'mia'))).toBe('not-found');
  });

  it('of an auditor who was offered a Site is forbidden too', async () => {
    expect(await kindOf(decide('aude', await offer('olga', 'aude')))).toBe('forbidden');
  });
});

describe('transferSite', () => {
  it('lets the proposed owner look before they answer', async () => {
    await offer('olga', 'mia');
    expect(await world.read(getSite, { siteId }, 'mia')).toMatchObject({ id: siteId, record: { storageBindings: [] } });
  });

  it('to oneself is done at once by an admin, for a Site that nobody owns', async () => {
    siteId = await world.site({ ownerId: null });
    expect(await offer('ada', 'ada')).toMatchObject({ state: 'approved', proposedOwner: { name: 'Ada' } });
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ ownerId: world.id('ada') });
  });

  it('makes the successor who takes over no longer their own successor', async () => {
    siteId = await world.site({ successorId: world.id('ada') });
    await offer('ada', 'ada');
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ ownerId: world.id('ada'), successorId: null });
  });

  it('is forbidden to reviewers, auditors and the audience, and hidden from strangers', async () => {
    for (const by of ['rita', 'aude', 'hal'] as const) expect(await kindOf(offer(by, 'mia'))).toBe('forbidden');
    expect(await kindOf(offer('mia', 'mia'))).toBe('not-found');
  });
});

describe('withdrawRequest', () => {
  const withdraw = (by: Name, requestId: string) => world.run(withdrawRequest, { requestId, note: 'No more.' }, by);

  it.each(['olga', 'ada'] as const)('is done by %s, after which one can ask again', async (by) => {
    const { id } = await ask('olga');
    expect(await withdraw(by, id)).toMatchObject({ state: 'withdrawn' });
    expect(await kindOf(withdraw(by, id))).toBe('conflict');
    expect(await ask('olga')).toMatchObject({ state: 'pending' });
  });

  it('is forbidden to reviewers and auditors, and hidden from strangers', async () => {
    const { id } = await ask('olga');
    for (const by of ['rita', 'aude'] as const) expect(await kindOf(withdraw(by, id))).toBe('forbidden');
    expect(await kindOf(withdraw('mia', id))).toBe('not-found');
  });
});

describe('the list of requests', () => {
  it('shows what waits for whom, and no more than they may see', async () => {
    const mine = await ask('olga');
    const offered = await offer('olga', 'mia');
    const reviewers = await world.read(listRequests, { waitingFor: 'me', site: siteId }, 'rita');
    expect(reviewers.items.map(({ id }) => id)).toEqual([mine.id]);
    expect((await world.read(listRequests, { site: siteId }, 'mia')).items.map(({ id }) => id)).toEqual([offered.id]);
    expect((await world.read(listRequests, { waitingFor: 'me', site: siteId }, 'mia')).items.map(({ id }) => id)).toEqual([offered.id]);
    expect((await world.read(listRequests, { site: siteId }, 'hal')).items).toEqual([]);
    expect(await kindOf(world.read(getRequest, { requestId: mine.id }, 'mia'))).toBe('not-found');
  });

  it('gives every request once over all pages, in both directions of time', async () => {
    const sites = await Promise.all(Array.from({ length: 5 }, () => world.site({ ownerId: world.id('abe') })));
    for (const [at, site] of sites.entries()) {
      // Two of them at the same instant, so that the id has to break the tie.
      const time = new Date(now.getTime() + Math.floor(at / 2) * 1000);
      await world.run(requestWidening, { siteId: site, audience: everyone, reason: 'r' }, 'abe', { now: time });
    }
    const walk = async (sort: 'createdAt' | '-createdAt') => {
      const seen: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await world.read(listRequests, { requester: 'me', limit: 2, cursor, sort }, 'abe');
        seen.push(...page.items.map(({ id }) => id));
        if (page.next === null) return seen;
        cursor = page.next;
      }
    };
    const oldest = await walk('createdAt');
    expect(new Set(oldest).size).toBe(oldest.length);
    expect(oldest.length).toBeGreaterThanOrEqual(5);
    expect(await walk('-createdAt')).toEqual([...oldest].reverse());
  });
});
