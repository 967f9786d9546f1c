import { addDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { messageSchema } from '@/lib/domain/notification';
import { defaultSettings } from '@/lib/domain/settings';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { composeDigests } from '@/lib/notifications/compose-digests';
import { addEvidence } from '@/lib/requests/commands/add-evidence';
import { decideLowRisk } from '@/lib/requests/commands/decide-low-risk';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestRenewal } from '@/lib/requests/commands/request-renewal';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { transferSite } from '@/lib/requests/commands/transfer-site';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { getRequest } from '@/lib/requests/get-request';
import { sweepRequests } from '@/lib/requests/sweep-requests';
import { editSite } from '@/lib/sites/commands/edit-site';
import { archive, putInForce, stageOf } from '../support/policies';
import { now, problemOf, World, type Name } from '../support/world';

/** A Monday after everything here, on which digests go out. */
const monday = new Date('2026-11-23T09:00:00Z');

let world: World;
let siteId: string;
beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site();
});

const ask = (input: Partial<z.input<typeof requestWidening.input>> = {}, by: Name = 'olga') =>
  world.run(requestWidening, { siteId, audience: { mode: 'custom', people: [world.id('mia')] }, reason: 'Mia helps.', ...input }, by);
const decide = async (by: Name, { id }: { id: string }, decision: 'approve' | 'reject' | 'ask_changes' = 'approve', note = 'Said.') =>
  world.run(decideRequest, { requestId: id, revision: (await world.read(getRequest, { requestId: id }, by)).revision, decision, note }, by);
/** What somebody was told of a request: titles and lines, oldest first. */
const told = async (name: Name, { id }: { id: string }): Promise<string[]> => {
  const rows = await world.db.prisma.notification.findMany({
    where: { personId: world.id(name), content: { path: ['action', 'href'], equals: `/requests/${id}` } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ title, content }) => [title, ...messageSchema.parse(content).lines].join(' | '));
};
const nobodyElse = async (request: { id: string }, ...names: Name[]) => {
  for (const name of ['ada', 'abe', 'rita', 'rob', 'aude', 'olga', 'hal', 'mia'] as const) if (!names.includes(name)) expect(await told(name, request), name).toEqual([]);
};
const sweep = (at: Date) =>
  inTransaction(world.db, (tx) => sweepRequests(tx, { now: at, settings: { ...defaultSettings, quietWeekdays: [] }, actor: systemActor('the lifecycle', { via: 'job', correlationId: 'test' }) }, null, 50));

describe('whoever made a request is told', () => {
  it('that it was approved, by whom and with which note, and nobody else is', async () => {
    const request = await ask({ until: addDays(now, 30).toISOString() });
    await decide('rita', request, 'approve', 'Fine.');
    expect(await told('olga', request)).toEqual(['Widening of CRM Notes was approved | Rita approved it: Fine. | The audience is in force: 1 person gains access. | It ends by itself on 21 December 2026.']);
    await nobodyElse(request, 'olga');
  });

  it.each([
    ['reject', 'Widening of CRM Notes was rejected | Rita rejected it: Too wide. | Everything stays as it is.'],
    ['ask_changes', 'Widening of CRM Notes came back for changes | Rita asked for changes: Too wide. | It waits for you: revise it and ask again, or withdraw it.'],
  ] as const)('of the answer %s', async (decision, message) => {
    const request = await ask();
    await decide('rita', request, decision, 'Too wide.');
    expect(await told('olga', request)).toEqual([message]);
    await nobodyElse(request, 'olga');
  });

  it('and the owner with them once it takes effect, not of a rejection', async () => {
    const request = await ask({}, 'ada');
    await decide('rita', request, 'reject');
    expect([(await told('ada', request)).length, (await told('olga', request)).length]).toEqual([1, 0]);
    const again = await ask({}, 'ada');
    await decide('rita', again);
    expect(await told('olga', again)).toEqual(await told('ada', again));
    expect(await told('olga', again)).toHaveLength(1);
    await nobodyElse(again, 'ada', 'olga');
  });

  it('of a decision among many, of a renewal and of a transfer', async () => {
    const low = await ask();
    await world.run(decideLowRisk, { requestId: low.id, revision: low.revision, decision: 'approve' }, 'rita');
    expect(await told('olga', low)).toEqual(['Widening of CRM Notes was approved | Rita approved it. | The audience is in force: 1 person gains access.']);

    const renewal = await world.run(requestRenewal, { siteId, expiresAt: '2029-06-01', reason: 'In use.' }, 'olga');
    await decide('rob', renewal, 'approve', 'Needed.');
    expect(await told('olga', renewal)).toEqual(['Renewal beyond policy of CRM Notes was approved | Rob approved it: Needed. | It expires on 1 June 2029.']);

    const declined = await world.run(transferSite, { siteId, to: world.id('hal'), reason: 'Yours.' }, 'ada');
    await decide('hal', declined, 'reject', 'No time.');
    expect(await told('ada', declined)).toEqual(['Transfer of CRM Notes was declined | Hal declined it: No time. | Everything stays as it is.']);
    await nobodyElse(declined, 'ada');
    const accepted = await world.run(transferSite, { siteId, to: world.id('hal'), reason: 'Yours.' }, 'ada');
    await decide('hal', accepted, 'approve', 'Gladly.');
    // Olga, who owned it until then, hears of it as well.
    for (const name of ['ada', 'olga'] as const) expect(await told(name, accepted), name).toEqual(['Transfer of CRM Notes was accepted | Hal accepted it: Gladly. | Hal owns the Site now.']);
    await nobodyElse(accepted, 'ada', 'olga');
  });

  it('that somebody else withdrew it, never of their own withdrawal', async () => {
    const own = await ask();
    await world.run(withdrawRequest, { requestId: own.id }, 'olga');
    await nobodyElse(own);
    const other = await ask();
    await world.run(withdrawRequest, { requestId: other.id, note: 'Not now.' }, 'ada');
    expect(await told('olga', other)).toEqual(['Widening of CRM Notes was withdrawn | Ada withdrew it: Not now. | Everything stays as it is. If it is still needed, ask again.']);
  });

  it('nothing of what was refused', async () => {
    const request = await ask();
    const key = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'forbid', message: 'No.' }] });
    expect((await problemOf(decide('rita', request))).kind).toBe('conflict');
    await archive(world.db, key);
    await nobodyElse(request);
  });
});

describe('approvals that no longer count', () => {
  let key: string;
  beforeEach(async () => {
    await world.db.prisma.groupMember.deleteMany({});
    key = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', who: { roles: ['reviewer', 'admin'] }, approvals: 2 }) }] });
    return async () => archive(world.db, key);
  });

  it('are told to whoever asked, with what changed, once', async () => {
    const request = await ask();
    await decide('rita', request);
    await nobodyElse(request);
    await world.run(editSite, { siteId, purpose: 'Something else.' }, 'ada');
    await world.run(editSite, { siteId, purpose: 'Something else again.' }, 'ada');
    await sweep(now);
    await sweep(now);
    const message = 'Widening of CRM Notes has to be approved anew | Something changed that its approvals rest on, so they no longer count. | Ada edited the record (purpose). | Ada edited the record (purpose).';
    expect(await told('olga', request)).toEqual([message]);
    expect(await told('rita', request)).toEqual([
      'Your approval no longer counts: Widening of CRM Notes | Something changed that it rests on. | Ada edited the record (purpose). | Ada edited the record (purpose). | Nobody gets in by it. The request waits to be looked at again.',
    ]);
    await nobodyElse(request, 'olga', 'rita');

    await decide('rob', request);
    await world.run(editSite, { siteId, purpose: 'A third thing.' }, 'ada');
    await sweep(now);
    expect(await told('olga', request)).toHaveLength(2);
  });

  it('are no news to whoever undid them, but to those who gave them', async () => {
    const request = await ask();
    await decide('rita', request);
    await world.run(addEvidence, { requestId: request.id, evidence: { kind: 'secrets_scan', outcome: 'passed', answer: 'Nothing found.' } }, 'olga');
    await sweep(now);
    expect((await told('rita', request)).map((text) => text.split(' | ')[0])).toEqual(['Your approval no longer counts: Widening of CRM Notes']);
    await nobodyElse(request, 'rita');
  });

  it('because others would gain access are told at once, and not again by the sweep', async () => {
    await world.db.prisma.groupMember.create({ data: { groupId: world.groups.board, personId: world.id('mia') } });
    const request = await ask({ audience: { mode: 'custom', groups: [world.groups.board] } });
    await decide('rita', request);
    await world.db.prisma.groupMember.updateMany({ data: { personId: world.id('hal') } });
    await decide('rob', request);
    await sweep(now);
    expect(await told('olga', request)).toEqual([
      'Widening of CRM Notes has to be approved anew | Something changed that its approvals rest on, so they no longer count. | 1 person joined Board. | Rob has approved it as it is now.',
    ]);
    expect(await told('rita', request)).toEqual([
      'Your approval no longer counts: Widening of CRM Notes | Something changed that it rests on. | 1 person joined Board. | Rob has approved it as it is now. | Nobody gets in by it. The request waits to be looked at again.',
    ]);
    await nobodyElse(request, 'olga', 'rita');
  });
});

describe('a request that came back for changes', () => {
  it('waits in the digest of whoever made it until it is revised', async () => {
    const request = await ask({}, 'ada');
    await decide('rita', request, 'ask_changes', 'Leave Mia out.');
    const waits = async (name: Name, at: Date) => {
      await composeDigests(world.db, { now: at });
      const last = await world.db.prisma.notification.findFirst({ where: { personId: world.id(name), kind: 'digest' }, orderBy: { createdAt: 'desc' } });
      return Object.keys((last?.content as { told: object } | undefined)?.told ?? {}).includes(`revision ${request.id}`);
    };
    expect([await waits('ada', monday), await waits('olga', monday)]).toEqual([true, false]);
    await ask({ audience: { mode: 'custom', people: [world.id('hal')] } }, 'ada');
    expect(await waits('ada', addDays(monday, 7))).toBe(false);
  });
});
