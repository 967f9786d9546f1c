import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerCampaign } from '@/lib/campaigns/commands/answer-campaign';
import { closeCampaign } from '@/lib/campaigns/commands/close-campaign';
import { exportCampaign } from '@/lib/campaigns/export-campaign';
import { advance, runningCampaign } from '../support/campaigns';
import { World } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

it('the evidence names each Site, who answered, everybody who could open it, what was advised and decided; as JSON and as CSV', async () => {
  const siteId = await world.site({ title: '=HYPERLINK("x")', slug: 'odd', audience: { mode: 'custom', people: [world.id('hal'), world.id('mia')], groups: [world.groups.team] } });
  const silent = await world.site({ title: 'Silent', ownerId: world.id('rob'), audience: { mode: 'custom', people: [world.id('hal')] } });
  const id = await runningCampaign(world);
  await world.run(answerCampaign, { campaignId: id, answers: [{ siteId, rest: 'revoke', note: 'Nobody needs it.' }] }, 'olga');
  await world.run(closeCampaign, { campaignId: id, reason: 'Enough.' }, 'ada');
  await advance(world, id);
  const text = async (format: 'json' | 'csv') => {
    let all = '';
    for await (const chunk of (await world.read(exportCampaign, { campaignId: id, format }, 'aude')).chunks) all += chunk;
    return all;
  };
  const before = await text('json');
  // It reads the same when the Site, its owner and those who were revoked are called something else.
  await world.db.prisma.site.update({ where: { id: siteId }, data: { title: 'Renamed', revision: { increment: 1 } } });
  await world.db.prisma.person.updateMany({ data: { name: 'Renamed' } });
  const after = await text('json');
  const without = (json: string) => (JSON.parse(json) as { sites: unknown }).sites;
  expect(without(after)).toEqual(without(before));
  expect(JSON.parse(after)).toMatchObject({
    review: { name: 'Autumn', state: 'closed', silence: 'keep', endedBy: 'Ada' },
    sites: [
      { site: { title: '=HYPERLINK("x")' }, reviewer: { name: 'Olga', why: 'owner' }, state: 'answered', answeredBy: 'Olga', note: 'Nobody needs it.', effect: 'closed', entries: [{ name: 'Hal', verdict: 'revoke' }, { name: 'Mia' }, { name: 'Team' }] },
      { site: { id: silent }, state: 'silent', answeredBy: null, effect: 'none', entries: [{ name: 'Hal', verdict: null }] },
    ],
  });
  const csv = await text('csv');
  expect(csv.startsWith('\ufeffreview,')).toBe(true);
  expect(csv.trim().split('\r\n')).toHaveLength(5);
  expect(csv).toContain(`"'=HYPERLINK(""x"")",odd,${siteId},Olga,owner,answered,Olga`);
});
