import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '@/bench/data/load-workspace';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

const shape = { sites: 2_000, seed: 7, asOf: new Date('2026-11-21T00:00:00Z') };
const databases: TestDatabase[] = [];
let client: pg.Client;

async function load(seed: number): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  await loadWorkspace(database.ownerUrl, { ...shape, seed }, () => undefined);
  return database;
}
beforeAll(async () => {
  const database = await load(shape.seed);
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  for (const database of databases) await database.drop();
});

const rows = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => (await client.query<Row>(sql)).rows;
/** What part of all Sites meets a condition over `site s`, from 0 to 1. */
async function share(condition: string): Promise<number> {
  const [row] = await rows<{ share: number }>(`SELECT avg((coalesce(${condition}, false))::int)::float8 AS share FROM site s`);
  return row?.share ?? NaN;
}

/** One hash over every row of every table that the workspace fills. */
async function digestOf(url: string): Promise<string> {
  const reader = new pg.Client({ connectionString: url });
  await reader.connect();
  try {
    const tables = ['department', 'person', 'people_group', 'group_member', 'group_nesting', 'data_source', 'site', 'site_data_source', 'site_audience_person', 'site_audience_group'];
    const digests = tables.map((table) => `(SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM ${table} t)`);
    const { rows: found } = await reader.query<{ digest: string }>(`SELECT concat_ws(' ', ${digests.join(', ')}) AS digest`);
    return found[0]?.digest ?? '';
  } finally {
    await reader.end();
  }
}

describe('the workspace of a bench', () => {
  it('is the same, to the byte, for the same seed, and another for another', async () => {
    const [first] = databases;
    const digest = await digestOf(first?.ownerUrl ?? '');
    expect(digest.split(' ')).toHaveLength(10);
    expect(await digestOf((await load(shape.seed)).ownerUrl)).toBe(digest);
    expect(await digestOf((await load(shape.seed + 1)).ownerUrl)).not.toBe(digest);
  });

  it('has as many Sites as it was asked for, about two sources each, six at most', async () => {
    const [counted] = await rows<{ sites: number; sources: number; most: number }>(
      `SELECT (SELECT count(*)::int FROM site) AS sites, (SELECT count(*)::int FROM site_data_source) AS sources,
              (SELECT max(n)::int FROM (SELECT count(*) AS n FROM site_data_source GROUP BY site_id) each) AS most`,
    );
    expect(counted?.sites).toBe(shape.sites);
    expect((counted?.sources ?? 0) / shape.sites).toBeGreaterThan(1.7);
    expect((counted?.sources ?? 0) / shape.sites).toBeLessThan(2.3);
    expect(counted?.most).toBeLessThanOrEqual(6);
  });

  it('is skewed as real ones are', async () => {
    const left = 's.owner_id IN (SELECT id FROM person WHERE deactivated_at IS NOT NULL)';
    const expected: [condition: string, share: number, tolerance: number][] = [
      [`s.owner_id IS NULL OR ${left}`, 0.05, 0.02],
      ['s.owner_id IS NULL', 0.02, 0.012],
      [`s.expires_at < '2026-11-21'`, 0.03, 0.012],
      [`s.state = 'live'`, 0.7, 0.05],
      [`s.state = 'retired'`, 0.05, 0.02],
      [`s.audience = 'admins_only'`, 0.6, 0.05],
      [`s.audience = 'custom'`, 0.25, 0.05],
      [`s.drift <> 'none'`, 0.04, 0.025],
      [`s.title ILIKE '%dashboard%'`, 0.18, 0.05],
    ];
    for (const [condition, wanted, tolerance] of expected) {
      expect(Math.abs((await share(condition)) - wanted), condition).toBeLessThan(tolerance);
    }
  });

  it('lets a few own much and most own little', async () => {
    const owned = (await rows<{ n: number }>('SELECT count(*)::int AS n FROM site WHERE owner_id IS NOT NULL GROUP BY owner_id ORDER BY 1 DESC')).map(({ n }) => n);
    expect(owned[0]).toBeGreaterThan(50);
    expect(owned[Math.floor(owned.length / 2)]).toBeLessThan(10);
  });

  it('breaks no rule of the record: each reference leads somewhere, each Site of a custom audience names somebody', async () => {
    const keys = await rows<{ name: string; orphans: string }>(
      `SELECT conname AS name, format(
          'SELECT count(*)::int AS n FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s)', conrelid::regclass,
          (SELECT string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ') FROM unnest(conkey) k JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k),
          confrelid::regclass,
          (SELECT string_agg(format('p.%I = c.%I', f.attname, a.attname), ' AND ')
             FROM unnest(conkey, confkey) k(own, other)
             JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.own
             JOIN pg_attribute f ON f.attrelid = confrelid AND f.attnum = k.other)) AS orphans
         FROM pg_constraint WHERE contype = 'f'`,
    );
    expect(keys.length).toBeGreaterThan(20);
    for (const { name, orphans } of keys) expect((await rows<{ n: number }>(orphans))[0]?.n, name).toBe(0);
    expect(
      await share(`s.audience = 'custom' AND NOT EXISTS (SELECT FROM site_audience_person p WHERE p.site_id = s.id)
        AND NOT EXISTS (SELECT FROM site_audience_group g WHERE g.site_id = s.id)`),
    ).toBe(0);
  });

  it('keeps the indexes, the triggers and the list in step with the record', async () => {
    const definitions = `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename IN ('site', 'site_data_source') ORDER BY 1`;
    const untouched = await createTestDatabase();
    databases.push(untouched);
    const reader = new pg.Client({ connectionString: untouched.ownerUrl });
    await reader.connect();
    const before = (await reader.query<{ name: string; definition: string }>(definitions)).rows;
    await reader.end();
    expect(await rows(definitions)).toEqual(before);
    expect(await rows('SELECT (SELECT count(*)::int FROM site_index) AS rows, (SELECT count(*)::int FROM site_text) AS texts')).toEqual([{ rows: shape.sites, texts: shape.sites }]);
    expect(await rows(`SELECT nspname FROM pg_namespace WHERE nspname = 'bench'`)).toEqual([]);
  });

  it('has the accounts that one signs in with', async () => {
    const found = await rows<{ account: string }>(
      `SELECT split_part(email, '@', 1) || ' ' || roles::text AS account FROM person
        WHERE email = ANY ('{admin@example.com,owner@example.com,reviewer@example.com,auditor@example.com,member@example.com}') AND deactivated_at IS NULL ORDER BY 1`,
    );
    expect(found.map(({ account }) => account)).toEqual(['admin {admin}', 'auditor {auditor}', 'member {member}', 'owner {member}', 'reviewer {reviewer}']);
  });
});
