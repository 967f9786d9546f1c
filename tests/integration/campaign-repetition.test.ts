import { addDays, addMonths } from 'date-fns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelCampaign } from '@/lib/campaigns/commands/cancel-campaign';
import { closeCampaign } from '@/lib/campaigns/commands/close-campaign';
import { endRepetition } from '@/lib/campaigns/commands/end-repetition';
import { startCampaign } from '@/lib/campaigns/commands/start-campaign';
import { getCampaign } from '@/lib/campaigns/get-campaign';
import { listCampaignItems } from '@/lib/campaigns/list-campaign-items';
import { repeatCampaign } from '@/lib/campaigns/repeat-campaign';
import { inTransaction } from '@/lib/db/transaction';
import { advance, due, sweepAt } from '../support/campaigns';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create(6);
});
afterEach(() => world.close());

// A Monday after the 21st of February.
const later = new Date('2027-02-22T12:00:00Z');
const all = () => world.db.prisma.campaign.findMany({ orderBy: { createdAt: 'asc' } });
const open = (title: string) => world.site({ title, audience: { mode: 'custom', people: [world.id('hal')] }, expiresAt: addMonths(now, 24) });
async function started({ repeatMonths = 3, by = 'rita' }: { repeatMonths?: 3 | 6 | 12; by?: Name } = {}): Promise<string> {
  const { id } = await world.run(startCampaign, { name: 'Autumn', instructions: 'Who still needs it?', query: 'state=live', dueAt: due.toISOString(), silence: 'keep', repeatMonths }, by);
  await advance(world, id);
  return id;
}
async function closed(more?: Parameters<typeof started>[0]): Promise<string> {
  const id = await started(more);
  await world.run(closeCampaign, { campaignId: id, reason: 'Enough.' }, 'rita', { now: addDays(now, 2) });
  await advance(world, id, addDays(now, 2));
  return id;
}
const begin = (at: Date) => inTransaction(world.db, (tx) => repeatCampaign(tx, at));

describe('an access review that is repeated', () => {
  it('begins anew once its time has come, over what the filter finds then, and names the former', async () => {
    await open('A');
    const former = await closed();
    await open('B');
    expect(await world.read(getCampaign, { campaignId: former }, 'rita')).toMatchObject({ repeats: { months: 3, nextAt: '2027-02-21T12:00:00.000Z', endedAt: null }, former: null, next: null });
    expect(await sweepAt(world, addDays(later, -3))).not.toHaveProperty('campaigns_begun');
    // 21 February 2027 is a Sunday, and nobody is written to.
    expect(await sweepAt(world, addDays(later, -1))).not.toHaveProperty('campaigns_begun');
    expect(await sweepAt(world, later)).toMatchObject({ campaigns_begun: 1 });
    const [, next] = await all();
    await advance(world, next?.id ?? '', later);
    const seen = await world.read(getCampaign, { campaignId: next?.id ?? '' }, 'rita');
    expect(seen).toMatchObject({
      name: 'Autumn, February 2027', state: 'running', query: 'state=live', silence: 'keep', instructions: 'Who still needs it?', createdBy: { name: 'Rita' },
      dueAt: addDays(later, 14).toISOString(), former: { id: former, name: 'Autumn' }, repeats: { months: 3, nextAt: '2027-05-22T12:00:00.000Z' }, counts: { sites: 2 },
    });
    expect((await world.read(getCampaign, { campaignId: former }, 'rita')).next).toEqual({ id: next?.id, name: 'Autumn, February 2027' });
    expect((await world.read(listCampaignItems, { campaignId: former }, 'rita')).items).toHaveLength(1);
    // Once more finds nothing: the next is under way.
    expect(await sweepAt(world, addDays(later, 1))).not.toHaveProperty('campaigns_begun');
    const event = await world.db.prisma.auditEvent.findFirstOrThrow({ where: { type: 'campaign.started', at: later } });
    expect(JSON.parse(event.body)).toMatchObject({ actor: { name: 'Lifecycle' }, data: { repeats: { id: former, name: 'Autumn' } } });
  });

  it('is begun once by many at once, and never before the former has ended', async () => {
    await open('A');
    await started();
    expect(await begin(addMonths(now, 12))).toBeNull();
    await world.run(closeCampaign, { campaignId: (await all())[0]?.id ?? '', reason: 'Enough.' }, 'rita', { now: addDays(now, 2) });
    expect(await begin(addMonths(now, 12))).toBeNull();
    await advance(world, (await all())[0]?.id ?? '', addDays(now, 2));
    await Promise.all(Array.from({ length: 5 }, () => begin(later)));
    expect(await all()).toHaveLength(2);
  });

  it('goes on in the name of an admin where whoever started it no longer may', async () => {
    await open('A');
    await closed();
    await world.db.prisma.person.update({ where: { id: world.id('rita') }, data: { deactivatedAt: now } });
    await begin(later);
    expect((await all())[1]?.createdById).toBe(world.id('ada'));
  });

  it('is repeated after one that found nothing, and not after one that was given up', async () => {
    const empty = await started();
    expect((await all())[0]).toMatchObject({ state: 'cancelled', problem: expect.stringContaining('nothing to review') as string });
    await begin(later);
    expect((await all()).map(({ formerId }) => formerId)).toEqual([null, empty]);
    await open('A');
    const other = await started();
    await world.run(cancelCampaign, { campaignId: other, reason: 'Wrong filter.' }, 'rita');
    expect((await world.read(getCampaign, { campaignId: other }, 'rita')).repeats).toBeNull();
    expect(await begin(addMonths(now, 4))).toBeNull();
  });
});

describe('endRepetition', () => {
  it('keeps the next from beginning, also once it is closed, and says who and why', async () => {
    await open('A');
    const campaignId = await closed();
    expect(await world.run(endRepetition, { campaignId, reason: 'Covered by the yearly one.' }, 'ada')).toMatchObject({
      state: 'closed', repeats: { endedBy: 'Ada', endReason: 'Covered by the yearly one.' }, actions: { endRepetition: { allowed: false } },
    });
    expect(await begin(later)).toBeNull();
    expect((await problemOf(world.run(endRepetition, { campaignId, reason: 'Again.' }, 'ada'))).kind).toBe('conflict');
    // What was found stays evidence, all the same.
    await expect(world.db.prisma.campaign.update({ where: { id: campaignId }, data: { name: 'Another' } })).rejects.toThrow('evidence');
    await expect(world.db.prisma.campaign.update({ where: { id: campaignId }, data: { repeatEndReason: 'Another' } })).rejects.toThrow('evidence');
  });

  it('is forbidden to owners and auditors, and too late once the next one began', async () => {
    await open('A');
    const campaignId = await closed();
    for (const who of ['olga', 'aude'] as const) expect((await problemOf(world.run(endRepetition, { campaignId, reason: 'No.' }, who))).kind).toBe('forbidden');
    await begin(later);
    expect((await problemOf(world.run(endRepetition, { campaignId, reason: 'Too late.' }, 'rita'))).message).toContain('Autumn, February 2027');
  });
});
