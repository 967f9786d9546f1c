import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audienceModes, observedModes } from '@/lib/domain/audience';
import { classifications } from '@/lib/domain/classification';
import { conditions, conditionsOf, missingFields, siteStates, type Condition } from '@/lib/domain/site';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import { countSites } from '@/lib/sites/list-facets';
import { listSites, type SiteList } from '@/lib/sites/list-sites';
import { siteSortKeys, type SiteSortKey } from '@/lib/sites/site-search';
import { departmentId, hasLeft, insertRandomSites, personId, randomSites, sensitivityOf, sourceId, type RandomSite } from '../support/random-sites';
import { now, problemOf, World } from '../support/world';

const sites = randomSites(20261121, 140);
let world: World;
beforeAll(async () => {
  world = await World.create(4);
  await insertRandomSites(world, sites);
  await world.db.prisma.workspaceSettings.create({ data: { value: settings, revision: 1, updatedAt: now } });
});
afterAll(() => world.close());

/** In force: each classification falls asleep at another time. */
const settings: Settings = { ...defaultSettings, inactiveDays: { personal_draft: 1, team_internal: 30, company_wide: 90, external_candidate: 89 } };

type Search = Parameters<typeof world.read<typeof listSites.input, unknown, SiteList>>[1];
const list = (search: Search) => world.read(listSites, search, 'ada');
const idsOf = async (search: Search) => (await list({ limit: 200, ...search })).items.map(({ id }) => id).sort();
const idsWhere = (holds: (site: RandomSite) => boolean) => sites.filter(holds).map(({ id }) => id).sort();

const factsOf = (site: RandomSite) => ({
  ...site,
  ownerId: site.owner === null ? null : personId(site.owner),
  ownerActive: site.owner !== null && !hasLeft(site.owner),
  departmentId: site.department === null ? null : departmentId(site.department),
  sensitivities: site.sources.map(sensitivityOf),
});
const conditionsAt = (site: RandomSite): Condition[] => conditionsOf(factsOf(site), settings, now);

/** What each key sorts by, told from the data that was put in. */
const sortValue: Record<SiteSortKey, (site: RandomSite) => string | number | null> = {
  title: ({ title }) => title.toLowerCase(),
  state: ({ state }) => siteStates.indexOf(state),
  audience: ({ audience }) => audienceModes.indexOf(audience),
  observedAudience: ({ observedMode }) => (observedMode === null ? null : observedModes.indexOf(observedMode)),
  classification: ({ classification }) => classifications.indexOf(classification),
  owner: ({ owner }) => (owner === null ? null : `person ${owner}`),
  department: ({ department }) => department,
  expiresAt: ({ expiresAt }) => expiresAt?.getTime() ?? null,
  reviewDueAt: ({ reviewDueAt }) => reviewDueAt?.getTime() ?? null,
  lastReviewedAt: ({ lastReviewedAt }) => lastReviewedAt?.getTime() ?? null,
  lastVisitedAt: ({ lastVisitedAt }) => lastVisitedAt?.getTime() ?? null,
  officialSince: () => null,
  completeness: (site) => -missingFields(factsOf(site)).length,
  createdAt: ({ createdAt }) => createdAt.getTime(),
  updatedAt: ({ updatedAt }) => updatedAt.getTime(),
};

function inOrder(keys: { key: SiteSortKey; descending: boolean }[]): string[] {
  const sorted = [...sites].sort((a, b) => {
    for (const { key, descending } of keys) {
      const [x, y] = [sortValue[key](a), sortValue[key](b)];
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      return (x < y ? -1 : 1) * (descending ? -1 : 1);
    }
    return (a.id < b.id ? -1 : 1) * (keys.at(-1)?.descending === true ? -1 : 1);
  });
  return sorted.map(({ id }) => id);
}

/** All pages to the end and back again. */
async function walk(sort: string): Promise<{ forward: string[]; back: string[] }> {
  const forward: string[] = [];
  let page = await list({ sort, limit: 9 });
  expect(page.previous).toBeNull();
  for (;;) {
    forward.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    page = await list({ sort, limit: 9, cursor: page.next });
  }
  const back = page.items.map(({ id }) => id);
  while (page.previous !== null) {
    page = await list({ sort, limit: 9, cursor: page.previous });
    back.unshift(...page.items.map(({ id }) => id));
  }
  return { forward, back };
}

describe('sorting', () => {
  const both = siteSortKeys.flatMap((key) => [key, `-${key}`]);

  it.each([...both, 'state,-expiresAt', '-owner,department,-title', '-owner,state', 'title,-observedAudience,audience', 'expiresAt,classification,-completeness'])('by %s gives every Site once, in order, nulls last, there and back', async (sort) => {
    const keys = sort.split(',').map((part) => ({ key: part.replace('-', '') as SiteSortKey, descending: part.startsWith('-') }));
    const { forward, back } = await walk(sort);
    expect(forward).toEqual(inOrder(keys));
    expect(back).toEqual(forward);
  });

  it('by nothing is by title', async () => {
    expect((await list({ limit: 200 })).items.map(({ id }) => id)).toEqual(inOrder([{ key: 'title', descending: false }]));
  });
});

describe('filters', () => {
  it.each(conditions)('of the condition %s find what the rule finds', async (condition) => {
    const expected = idsWhere((site) => conditionsAt(site).includes(condition));
    expect(expected.length).toBeGreaterThan(0);
    expect(await idsOf({ condition })).toEqual(expected);
  });

  it('show on each Site the conditions and the completeness that the rules find', async () => {
    const { items } = await list({ limit: 200 });
    for (const item of items) {
      const site = sites.find(({ id }) => id === item.id);
      if (site === undefined) throw new Error('a Site that nobody put in');
      expect(item).toMatchObject({ conditions: conditionsAt(site), missing: missingFields(factsOf(site)) });
    }
  });

  const cases: [search: Search, holds: (site: RandomSite) => boolean][] = [
    [{ state: 'live' }, ({ state }) => state === 'live'],
    [{ state: 'live,retired' }, ({ state }) => state === 'live' || state === 'retired'],
    [{ state: ' draft , ' }, ({ state }) => state === 'draft'],
    [{ audience: 'custom,workspace_all' }, ({ audience }) => audience !== 'admins_only'],
    [{ classification: 'external_candidate' }, ({ classification }) => classification === 'external_candidate'],
    [{ department: 'none' }, ({ department }) => department === null],
    [{ department: 'dep 1' }, ({ department }) => department === 1],
    [{ department: `${departmentId(0)},${departmentId(1)}`, sort: '-department' }, ({ department }) => department === 0 || department === 1],
    [{ department: `${departmentId(1)},none`, sort: 'department' }, ({ department }) => department === 1 || department === null],
    [{ department: `-${departmentId(1)}`, sort: 'department' }, ({ department }) => department !== 1],
    [{ department: `${departmentId(0)},none` }, ({ department }) => department === 0 || department === null],
    [{ owner: 'none' }, ({ owner }) => owner === null],
    [{ owner: 'P2@example.com' }, ({ owner }) => owner === 2],
    [{ owner: `${personId(3)},p4@example.com,none` }, ({ owner }) => owner === null || owner === 3 || owner === 4],
    [{ owner: 'me' }, () => false],
    [{ source: 'none' }, ({ sources }) => sources.length === 0],
    [{ source: 'Source-2' }, ({ sources }) => sources.includes(2)],
    [{ source: `source 1,none,${sourceId(4)}` }, ({ sources }) => sources.length === 0 || sources.includes(1) || sources.includes(4)],
    [{ condition: 'expired,ownerless' }, (site) => conditionsAt(site).some((name) => name === 'expired' || name === 'ownerless')],
    [{ state: 'live,disabled', department: 'none', source: 'none' }, ({ state, department, sources }) => (state === 'live' || state === 'disabled') && department === null && sources.length === 0],
    [{ q: 'PERSON 3' }, ({ owner }) => owner === 3],
    [{ q: 'b1' }, ({ title }) => title.toLowerCase().includes('b1')],
    [{ q: '  ' }, () => true],
    [{ state: '' }, () => true],
  ];
  it.each(cases)('%j find exactly what they say, and count it', async (search, holds) => {
    const { sort: _sort, ...filter } = search;
    expect(await idsOf(search)).toEqual(idsWhere(holds));
    expect(await world.read(countSites, filter as never, 'ada')).toEqual({ total: idsWhere(holds).length });
  });

  it.each([
    [{ state: 'open' }, 'state[0]'],
    [{ condition: 'expired,odd' }, 'condition[1]'],
    [{ department: 'Nowhere' }, 'department'],
    [{ owner: 'nobody@example.com' }, 'owner'],
    [{ source: 'source-1,unknown' }, 'source'],
    [{ sort: 'colour' }, 'sort'],
    [{ sort: 'title,-title' }, 'sort'],
    [{ limit: 201 }, 'limit'],
    [{ limit: 0 }, 'limit'],
    [{ colour: 'red' }, 'colour'],
  ])('%j are refused and named, never ignored', async (search, path) => {
    const problem = await problemOf(list(search as Search));
    expect(problem.kind).toBe('invalid');
    expect(problem.errors.map((error) => error.path)).toEqual([path]);
  });
});

describe('search', () => {
  const titles = ['100% done', '100 done', 'snake_case', 'snakeXcase', 'back\\slash', 'backslash', 'rocket \u{1f680} launch', '\u05de\u05e2\u05e8\u05db\u05ea', "it's", '"quoted"', 'a--b', 'Caf\u00e9'];

  let other: World;
  beforeAll(async () => {
    other = await World.create(2);
    for (const title of titles) await other.site({ title, purpose: null });
  });
  afterAll(() => other.close());

  it.each(titles)('finds %s by its own text, literally', async (title) => {
    const found = await other.read(listSites, { q: title }, 'ada');
    expect(found.items.map((item) => item.title)).toEqual([title]);
  });

  it('takes no letter for a wildcard', async () => {
    for (const q of ['%', '_', '\\', '%%', '_\\']) expect(await idsOf({ q }), q).toEqual([]);
  });
});

describe('cursors', () => {
  it('of another sort, filter or list are refused', async () => {
    const { next } = await list({ sort: 'title', limit: 5 });
    expect(next).not.toBeNull();
    for (const search of [{ sort: '-title' }, { sort: 'title,state' }, { sort: 'title', state: 'live' }, {}]) {
      expect(await problemOf(list({ ...search, cursor: next ?? '' })), JSON.stringify(search)).toMatchObject({ kind: 'bad-cursor', errors: [{ path: 'cursor' }] });
    }
  });

  it('that were tampered with are refused, and never an error of ours', async () => {
    const { next } = await list({ sort: 'expiresAt', limit: 5 });
    const inside = JSON.parse(Buffer.from(next ?? '', 'base64url').toString('utf8')) as { b: string; k: unknown[] };
    const id = inside.k[1];
    const forged = [
      { ...inside, k: ['no date', id] },
      { ...inside, k: [inside.k[0], 'no id'] },
      { ...inside, k: [inside.k[0]] },
      { ...inside, k: [inside.k[0], id, id] },
      { ...inside, k: [inside.k[0], null] },
      { ...inside, k: [{}, id] },
      { ...inside, b: 'x' },
      { ...inside, more: 1 },
    ].map((body) => Buffer.from(JSON.stringify(body)).toString('base64url'));
    for (const cursor of [...forged, 'x', '', 'e30', '%%%', (next ?? '').slice(0, -3)]) {
      expect(await problemOf(list({ sort: 'expiresAt', cursor })), cursor).toMatchObject({ kind: 'bad-cursor' });
    }
  });
});
