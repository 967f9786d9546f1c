import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFacts } from '@/lib/sites/read-facts';
import { loadSites, readSiteRelations, siteInclude, toSiteFacts } from '@/lib/sites/load-site';
import { actorOf } from '../support/facts';
import { insertRandomSites, personId, randomSites } from '../support/random-sites';
import { World } from '../support/world';

const sites = randomSites(7, 80);
const ids = sites.map(({ id }) => id);
let world: World;
beforeAll(async () => {
  world = await World.create();
  await insertRandomSites(world, sites);
  await world.superuser.query(`UPDATE site SET tags = '{a,b}', attestation_asked_at = '2026-11-01T00:00:00.123Z', legal_hold_at = now(), legal_hold_reason = 'r', revision = revision + 1
    WHERE id = ANY ($1) AND state <> 'retired'`, [ids.slice(0, 20)]);
});
afterAll(() => world.close());

it('facts that are read for many Sites at once are those of each row', async () => {
  const rows = await world.db.prisma.site.findMany({ where: { id: { in: ids } }, include: siteInclude, orderBy: { id: 'asc' } });
  const facts = await readFacts(world.db.prisma, ids);
  expect(facts.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows.map(toSiteFacts));
});

it('and so is how somebody stands to each', async () => {
  const requested = ids[3] ?? '';
  for (const [kind, proposedOwnerId] of [['transfer', personId(5)], ['widening', null]] as const) {
    await world.db.prisma.request.create({
      data: { siteId: requested, kind, requesterId: personId(4), proposedOwnerId, reason: 'r', proposal: {}, before: {} },
    });
  }
  for (const at of [0, 4, 5]) {
    const actor = actorOf({ id: personId(at), name: 'P', email: `p${at}@example.com` });
    const loaded = await loadSites(world.db.prisma, ids, actor);
    expect(loaded.size).toBe(ids.length);
    for (const site of await world.db.prisma.site.findMany({ where: { id: { in: ids } } })) {
      expect(loaded.get(site.id)?.relations).toEqual(await readSiteRelations(world.db.prisma, site, actor));
    }
    expect(loaded.get(requested)?.relations).toMatchObject({ isRequester: at === 4, isProposedOwner: at === 5 });
    expect([...loaded.values()].some(({ relations }) => relations.inAudience)).toBe(true);
  }
});
