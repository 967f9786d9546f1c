import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteStandings, judge } from '@/lib/domain/verdict';
import { getSite } from '@/lib/sites/get-site';
import { exportSites } from '@/lib/sites/export-sites';
import { countSites } from '@/lib/sites/list-facets';
import { listSites } from '@/lib/sites/list-sites';
import { actorOf, idOf } from '../support/facts';
import { counts, hasLeft, insertRandomSites, membersOf, personId, randomSites, type RandomSite } from '../support/random-sites';
import { now, problemOf, World } from '../support/world';

const sites = randomSites(7, 120);
type Tie = { site: RandomSite; requester: number; heir: number | null; state: 'pending' | 'changes_requested' | 'rejected' };
/** Requests of every kind of standing, on every third Site. */
const ties: Tie[] = sites.flatMap((site, at): Tie[] =>
  at % 3 !== 0 ? [] : [{ site, requester: at % counts.people, heir: at % 2 === 0 ? (at + 3) % counts.people : null, state: (['pending', 'changes_requested', 'rejected'] as const)[at % 5 % 3] ?? 'pending' }],
);

let world: World;
beforeAll(async () => {
  world = await World.create(4);
  await insertRandomSites(world, sites);
  await world.db.prisma.request.createMany({
    data: ties.map(({ site, requester, heir, state }, at) => ({
      id: idOf(900_000 + at),
      siteId: site.id,
      kind: heir === null ? ('widening' as const) : ('transfer' as const),
      state,
      requesterId: personId(requester),
      proposedOwnerId: heir === null ? null : personId(heir),
      reason: 'r',
      proposal: {},
      before: {},
      decidedAt: state === 'rejected' ? now : null,
    })),
  });
});
afterAll(() => world.close());

const member = (at: number) => actorOf({ id: personId(at), name: `Person ${at}`, email: `p${at}@example.com` });

/** The rule, told from the data that was put in: who stands how to a Site, then the table. */
function maySee(at: number, site: RandomSite): boolean {
  const inAudience =
    site.state === 'live' && (site.audience === 'workspace_all' || site.people.includes(at) || site.groups.some((group) => membersOf(group).includes(at)));
  const held = siteStandings(member(at), {
    ownerId: site.owner === null ? null : personId(site.owner),
    successorId: site.successor === null ? null : personId(site.successor),
    inAudience,
    isProposedOwner: ties.some((tie) => tie.site === site && tie.heir === at && tie.state === 'pending'),
    isRequester: ties.some((tie) => tie.site === site && tie.requester === at),
  });
  return judge('site.get', held).allowed;
}

describe.each(Array.from({ length: counts.people }, (_, at) => at).filter((at) => !hasLeft(at)))('person %i', (at) => {
  const visible = sites.filter((site) => maySee(at, site)).map(({ id }) => id).sort();

  it('lists, counts and exports just what the rule lets them see', async () => {
    expect(visible.length).toBeGreaterThan(5);
    expect(visible.length).toBeLessThan(sites.length);
    expect((await world.read(listSites, { limit: 200 }, member(at))).items.map(({ id }) => id).sort()).toEqual(visible);
    expect(await world.read(countSites, {}, member(at))).toMatchObject({ total: visible.length });
    let lines = '';
    for await (const chunk of (await world.read(exportSites, { format: 'jsonl' }, member(at))).chunks) lines += chunk;
    const exported = lines.split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { id: string }).id);
    expect(exported.sort()).toEqual(visible);
  });

  it('opens each of them, and nothing else is there', async () => {
    for (const { id } of sites) {
      if (visible.includes(id)) expect(await world.read(getSite, { siteId: id }, member(at)), id).toMatchObject({ id });
      else expect(await problemOf(world.read(getSite, { siteId: id }, member(at))), id).toMatchObject({ kind: 'not-found' });
    }
  });

  it('sees the record of those they answer for, and of no other', async () => {
    for (const site of sites.filter(({ id }) => visible.includes(id))) {
      const { record } = await world.read(getSite, { siteId: site.id }, member(at));
      const part = site.owner === at || site.successor === at || ties.some((tie) => tie.site === site && tie.heir === at && tie.state === 'pending');
      expect(record !== null, site.id).toBe(part);
    }
  });

  it('finds nothing more by searching or filtering', async () => {
    for (const search of [{ q: 'a' }, { condition: 'over_exposed' }, { owner: 'p1@example.com' }, { source: 'source-2' }]) {
      const found = await world.read(listSites, { limit: 200, ...search }, member(at));
      expect(found.items.filter(({ id }) => !visible.includes(id))).toEqual([]);
    }
  });
});

describe('those who govern', () => {
  it.each(['ada', 'rita', 'aude'] as const)('see everything: %s', async (by) => {
    expect((await world.read(listSites, { limit: 200 }, by)).items).toHaveLength(sites.length);
  });

  it('are the only ones to do so: a stranger sees what is open to all', async () => {
    const open = sites.filter(({ state, audience }) => state === 'live' && audience === 'workspace_all').length;
    expect((await world.read(listSites, { limit: 200 }, 'mia')).items).toHaveLength(open);
  });
});
