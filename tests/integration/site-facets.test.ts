import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spanAt } from '@/lib/domain/date-range';
import { conditions, conditionsOf, siteStates, type ConditionFacts } from '@/lib/domain/site';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import type { Database } from '@/lib/db/client';
import { compileSearch } from '@/lib/sites/compile-search';
import { countFacets, type CountPlan } from '@/lib/sites/count-facets';
import { foldBitmaps } from '@/lib/sites/fold-bitmaps';
import { listSiteFacets, type SiteFacets } from '@/lib/sites/list-facets';
import { siteSearchSchema, type Choice, type DateChoice, type SiteSearch } from '@/lib/sites/site-search';
import { readTextShares } from '@/lib/sites/text-plan';
import { visibleSites } from '@/lib/sites/visible-sites';
import { runQuery } from '@/lib/gate/query';
import { departmentId, insertRandomSites, personId, randomSites, sourceId } from '../support/random-sites';
import { now, World } from '../support/world';

/** A Site as the base tables tell it, without any of what is kept for lists. */
type Plain = ConditionFacts & {
  id: string;
  department: string | null;
  owner_status: string;
  successorId: string | null;
  sources: string[];
  tags: string[];
  body: string;
  expires: Date | null;
  visited: Date | null;
  updated: Date | null;
};
type Facet = keyof SiteFacets['facets'];

const day = 86_400_000;
/** In force: each classification falls asleep at another time. */
const settings: Settings = { ...defaultSettings, inactiveDays: { personal_draft: 1, team_internal: 30, company_wide: 90, external_candidate: 89 } };
let world: World;
/** One connection in one snapshot, while others go on writing. */
let reader: pg.Client;
let writers: pg.Client[];

beforeAll(async () => {
  world = await World.create(4);
  await insertRandomSites(world, randomSites(7, 120));
  await world.db.prisma.workspaceSettings.create({ data: { value: settings, revision: 1, updatedAt: now } });
  reader = new pg.Client({ connectionString: world.database.ownerUrl });
  await reader.connect();
  writers = await Promise.all(
    [0, 1, 2].map(async () => {
      const client = new pg.Client({ connectionString: world.database.ownerUrl });
      await client.connect();
      return client;
    }),
  );
});
afterAll(async () => {
  await Promise.all([reader, ...writers].map((client) => client.end()));
  await world.close();
});

async function readPlain(at: Date): Promise<{ sites: Plain[]; valuesOf: (site: Plain, facet: Facet) => string[] }> {
  const { rows } = await reader.query<Plain>(`
    SELECT s.id::text, s.title, s.owner_id AS "ownerId", s.successor_id AS "successorId", s.department_id AS "departmentId", s.expires_at AS "expiresAt", s.data_source_note AS "dataSourceNote",
      s.state, s.audience, s.observed_mode AS "observedMode", s.drift, s.classification, coalesce(p.deactivated_at IS NULL, false) AS "ownerActive",
      s.review_due_at AS "reviewDueAt", s.last_visited_at AS "lastVisitedAt", s.department_id::text AS department, s.tags,
      CASE WHEN s.owner_id IS NULL THEN 'none' WHEN p.deactivated_at IS NULL THEN 'active' ELSE 'deactivated' END AS owner_status,
      ARRAY(SELECT d.sensitivity::text FROM site_data_source x JOIN data_source d ON d.id = x.source_id WHERE x.site_id = s.id) AS sensitivities,
      ARRAY(SELECT x.source_id::text FROM site_data_source x WHERE x.site_id = s.id) AS sources,
      lower(concat_ws(E'\\n', s.title, s.slug, s.purpose, s.live_url, s.expected_url, s.project_id, p.name, p.email)) AS body,
      s.expires_at AS expires, s.last_visited_at AS visited, s.updated_at AS updated
    FROM site s LEFT JOIN person p ON p.id = s.owner_id`);
  const orNone = (values: string[]): string[] => (values.length === 0 ? ['none'] : [...new Set(values)]);
  const missing = (site: Plain): number =>
    [site.title.trim() === '', site.ownerId === null, site.departmentId === null, site.expiresAt === null, (site.dataSourceNote ?? '').trim() === ''].filter(Boolean).length;
  const valuesOf = (site: Plain, facet: Facet): string[] =>
    ({
      state: () => [site.state],
      audience: () => [site.audience],
      classification: () => [site.classification],
      department: () => [site.department ?? 'none'],
      sensitivity: () => orNone([...site.sensitivities]),
      source: () => orNone(site.sources),
      condition: () => conditionsOf(site, settings, at),
      completeness: () => [String((5 - missing(site)) * 20)],
      ownerStatus: () => [site.owner_status],
      tag: () => orNone(site.tags),
    })[facet]();
  return { sites: rows, valuesOf };
}

const facetNames: Facet[] = ['state', 'audience', 'classification', 'department', 'sensitivity', 'source', 'condition', 'completeness', 'ownerStatus', 'tag'];
const dateFields = ['expires', 'visited', 'updated'] as const;

function passes(site: Plain, search: SiteSearch, except: string, at: Date, valuesOf: (site: Plain, facet: Facet) => string[]): boolean {
  const chosen = [...facetNames.map((facet) => ({ facet, values: () => valuesOf(site, facet) })), ...(['owner', 'successor'] as const).map((facet) => ({ facet, values: () => [site[`${facet}Id`] ?? 'none'] }))];
  const choices = chosen.every(({ facet, values: read }) => {
    const choice = search[facet] as Choice | undefined;
    if (choice === undefined || facet === except) return true;
    const values = read();
    return (choice.any.length === 0 || choice.any.some((value) => values.includes(value))) && !choice.not.some((value) => values.includes(value));
  });
  const within = (date: Date | null, { range }: DateChoice[number]): boolean => {
    const span = spanAt(range, at);
    return span === null ? date === null : date !== null && (span.from === null || date >= span.from) && (span.to === null || date < span.to);
  };
  const dates = dateFields.every((field) => {
    const wanted = (search[field] ?? []).filter(({ excluded }) => !excluded);
    const unwanted = (search[field] ?? []).filter(({ excluded }) => excluded);
    return (wanted.length === 0 || wanted.some((one) => within(site[field], one))) && !unwanted.some((one) => within(site[field], one));
  });
  return choices && dates && (search.q === undefined || search.q.trim() === '' || site.body.includes(search.q.trim().toLowerCase()));
}

/** What the counts have to be, from the base tables of the same snapshot. */
async function told(search: SiteSearch, at: Date): Promise<{ total: number; facets: Record<string, Record<string, number>> }> {
  const { sites, valuesOf } = await readPlain(at);
  const counted = (facet: Facet): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const site of sites) {
      if (!passes(site, search, facet, at, valuesOf)) continue;
      for (const value of valuesOf(site, facet)) counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  };
  return { total: sites.filter((site) => passes(site, search, '', at, valuesOf)).length, facets: Object.fromEntries(facetNames.map((facet) => [facet, counted(facet)])) };
}

/** What is answered in that snapshot, without the zeros of what is filtered by. */
async function answered(raw: Record<string, string>, at: Date): Promise<{ total: number; facets: Record<string, Record<string, number>> }> {
  const db = { pool: reader, prisma: world.db.prisma } as unknown as Database;
  const { total, facets } = await runQuery(listSiteFacets, { ...raw, facets: facetNames.join() }, world.as.ada, { db, now: at });
  // Departments and sources are answered by the words that people search by.
  const { rows } = await reader.query<{ word: string; id: string }>('SELECT name AS word, id::text FROM department UNION ALL SELECT key, id::text FROM data_source');
  const ids = new Map(rows.map(({ word, id }) => [word, id]));
  const counted = (facet: Facet) => Object.fromEntries((facets[facet] ?? []).filter(({ count }) => count > 0).map(({ value, count }) => [ids.get(value) ?? value, count]));
  return { total, facets: Object.fromEntries(facetNames.map((facet) => [facet, counted(facet)])) };
}

/** The same by the ways of counting that only much larger workspaces take. */
async function countedBy(by: 'rows' | 'bits', raw: Record<string, string>, at: Date): Promise<{ total: number; facets: Record<string, Record<string, number>> }> {
  const db = { pool: reader, prisma: world.db.prisma } as unknown as Database;
  const visible = visibleSites(world.as.ada);
  const compiled = await compileSearch(db, siteSearchSchema.parse(raw), visible, settings, { actor: world.as.ada, now: at });
  const plans: Record<typeof by, CountPlan> = { rows: { by: 'rows' }, bits: { by: 'bits', shares: raw.q === undefined ? null : await readTextShares(db, raw.q) } };
  const { total, values } = await countFacets(db, { compiled, visible, settings, now: at }, plans[by], facetNames);
  const plain = (facet: Facet) => Object.fromEntries([...(values.get(facet) ?? [])].filter(([, count]) => count > 0).map(([value, count]) => [value.replace(/^tag:/, ''), count]));
  return { total, facets: Object.fromEntries(facetNames.map((facet) => [facet, plain(facet)])) };
}

const some = (values: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...values), fc.boolean()), { minLength: 1, maxLength: 3 }).map((picked) => picked.map(([value, not]) => (not ? `-${value}` : value)).join(','));
const search = fc.record(
  {
    state: some(siteStates),
    audience: some(['admins_only', 'custom', 'workspace_all']),
    condition: some(conditions),
    department: some([departmentId(0), departmentId(1), 'none']),
    source: some([sourceId(0), sourceId(3), 'none']),
    sensitivity: some(['public', 'customer', 'none']),
    completeness: some(['100', '80', '60']),
    ownerStatus: some(['active', 'deactivated', 'none']),
    tag: some(['x', 'none']),
    expires: some(['<30d', '>30d', 'past', 'none', 'any', '2026-11-21..2026-12-01', '>=2027-01-01']),
    visited: some(['>90d', '<7d', 'none', 'any']),
    updated: some(['<30d', 'future']),
    owner: some([personId(0), personId(1), 'none']),
    successor: some([personId(0), personId(2), 'none']),
    q: fc.constantFrom('a', 'person 1', 'zz', 'b1'),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const instant = fc.constantFrom(-91, -30, -1, 0, 0, 1, 29, 30, 60).map((days) => new Date(now.getTime() + days * day));
/** Changes of one Site, chosen by a number, as SQL: what is set, or rows of sources. */
const change = fc.oneof(
  fc.record({ set: fc.constantFrom(`state = 'draft', disabled_at = NULL, disabled_reason = NULL, disabled_note = NULL, disabled_from = NULL, retired_at = NULL`, `audience = 'admins_only'`, `classification = 'company_wide'`, `tags = '{x}'`, `tags = '{}'`, `owner_id = '${personId(1)}', successor_id = NULL`, `department_id = NULL`, `title = 'b1'`, `drift = 'none'`, `last_visited_at = '2026-08-01'`, `review_due_at = '2026-11-21 12:00Z'`) }),
  fc.record({ expires: instant }),
  fc.record({ source: fc.integer({ min: 0, max: 8 }) }),
  // By the settings in force, or by others: what a fold holds for changes no count.
  fc.record({ fold: fc.constantFrom(settings, defaultSettings) }),
);
type Change = { set?: string; expires?: Date; source?: number; fold?: Settings };

async function write(client: pg.Client, at: number, { set, expires, source, fold }: Change, when: Date): Promise<void> {
  const one = `id = (SELECT id FROM site WHERE audience <> 'custom' ORDER BY id OFFSET ${at} LIMIT 1)`;
  if (fold !== undefined) await foldBitmaps({ pool: client, prisma: world.db.prisma } as unknown as Database, fold, when);
  else if (source !== undefined) {
    await client.query(`INSERT INTO site_data_source (site_id, source_id, mode) SELECT id, $1, 'read_only' FROM site WHERE ${one} ON CONFLICT DO NOTHING`, [sourceId(source)]);
  } else if (expires !== undefined) await client.query(`UPDATE site SET expires_at = $1, updated_at = $2, revision = revision + 1 WHERE ${one}`, [expires, when]);
  else await client.query(`UPDATE site SET ${set}, revision = revision + 1 WHERE ${one}`);
}

describe('facet counts', () => {
  it('are what the record tells, for any search, at any instant, whatever is being written or folded meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(search, { minLength: 1, maxLength: 4 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), change), { maxLength: 12 }), instant, async (searches, changes, at) => {
        // Half of the writing is done before the snapshot, half of it runs beside the counting.
        const run = (part: typeof changes): Promise<unknown> =>
          Promise.all(writers.map(async (client, lane) => {
            for (const [index, [site, what]] of part.entries()) if (index % writers.length === lane) await write(client, site, what, at);
          }));
        await run(changes.slice(0, changes.length / 2));
        await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        try {
          await reader.query('SELECT 1');
          const rest = run(changes.slice(changes.length / 2));
          for (const raw of searches) {
            const truth = await told(siteSearchSchema.parse(raw), at);
            expect(await answered(raw, at), JSON.stringify(raw)).toEqual(truth);
            for (const by of ['rows', 'bits'] as const) expect(await countedBy(by, raw, at), `${by} ${JSON.stringify(raw)}`).toEqual(truth);
          }
          await rest;
        } finally {
          await reader.query('COMMIT');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are of the facets that are asked for, and one that there is not is named', async () => {
    const { facets } = await runQuery(listSiteFacets, { facets: 'tag,state' }, world.as.ada, { db: world.db, now });
    expect(Object.keys(facets)).toEqual(['tag', 'state']);
    await expect(runQuery(listSiteFacets, { facets: 'state,colour' }, world.as.ada, { db: world.db, now })).rejects.toMatchObject({
      errors: [{ path: expect.stringMatching(/^facets/) as string, message: expect.stringContaining('There is no facet “colour”') as string }],
    });
  });

  it('need no more looking one by one after a fold', async () => {
    await writers[0]?.query(`UPDATE site SET revision = revision + 1`);
    expect(await foldBitmaps(world.db, settings, now)).toBeGreaterThanOrEqual(120);
    expect((await writers[0]?.query('SELECT count(*)::int AS stale FROM site_stale'))?.rows).toEqual([{ stale: 0 }]);
    expect(await answered({ state: 'live' }, now)).toEqual(await told(siteSearchSchema.parse({ state: 'live' }), now));
  });
});

describe('what is kept for lists', () => {
  const expectAsMadeAnew = async (): Promise<void> => {
    const kept = 'SELECT * FROM site_index_of v WHERE NOT EXISTS (SELECT FROM site_index i WHERE to_jsonb(i) - $1 = to_jsonb(v))';
    expect((await writers[0]?.query(kept, ['ordinal']))?.rows).toEqual([]);
    expect((await writers[0]?.query('SELECT * FROM site_text_of v WHERE NOT EXISTS (SELECT FROM site_text t WHERE t.site_id = v.site_id AND t.body = v.body)'))?.rows).toEqual([]);
    const left = 'SELECT site_id FROM (SELECT site_id FROM site_index UNION ALL SELECT site_id FROM site_text) kept WHERE NOT EXISTS (SELECT FROM site s WHERE s.id = kept.site_id)';
    expect((await writers[0]?.query(left))?.rows).toEqual([]);
  };

  it('is the same as made anew', expectAsMadeAnew);

  it('knows the sources of a Site that came in one statement with them', async () => {
    await writers[0]?.query(
      `WITH made AS (INSERT INTO site (id, slug, title, observed_mode, observed_at) VALUES (uuidv7(), 'with-sources', 'With sources', 'workspace_all', now()) RETURNING id)
       INSERT INTO site_data_source (site_id, source_id, mode) SELECT id, $1, 'read_only' FROM made`,
      [sourceId(0)],
    );
    const { rows } = (await writers[0]?.query(`SELECT source_ids FROM site_index WHERE title_sort = 'with sources'`)) ?? {};
    expect(rows).toEqual([{ source_ids: [sourceId(0)] }]);
    await expectAsMadeAnew();
  });

  it('goes with its Site', async () => {
    await writers[0]?.query(`INSERT INTO site (id, slug, title) VALUES (uuidv7(), 'short-lived', 'Short-lived')`);
    expect((await answered({ q: 'short-lived' }, now)).total).toBe(1);
    await writers[0]?.query(`DELETE FROM site WHERE slug = 'short-lived'`);
    expect((await answered({ q: 'short-lived' }, now)).total).toBe(0);
    await expectAsMadeAnew();
  });

  it('follows a person, a department and a source that are renamed', async () => {
    const client = writers[0];
    await client?.query(`UPDATE person SET name = 'Zoë Quill' WHERE id = $1`, [personId(0)]);
    await client?.query(`UPDATE department SET name = 'Renamed' WHERE id = $1`, [departmentId(1)]);
    await client?.query(`UPDATE data_source SET sensitivity = 'regulated' WHERE id = $1`, [sourceId(0)]);
    expect((await answered({ q: 'zoË quill' }, now)).total).toBeGreaterThan(0);
    expect((await client?.query(`SELECT count(*)::int AS n FROM site_index WHERE department_sort = 'renamed'`))?.rows).not.toEqual([{ n: 0 }]);
    expect(await answered({ sensitivity: 'regulated' }, now)).toEqual(await told(siteSearchSchema.parse({ sensitivity: 'regulated' }), now));
  });
});
