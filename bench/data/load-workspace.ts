import pg from 'pg';
import { workspaceFunctions } from './functions';
import { peopleStatements } from './people';
import { belongingStatements, modeOfUseFunction } from './site-belongings';
import { siteRows } from './site-rows';
import type { WorkspaceShape } from './workspace-shape';

/** Tables whose indexes are quicker made once than kept up while millions of rows arrive. */
const LARGE = ['site', 'site_data_source', 'site_audience_person', 'site_audience_group'];
/** Sites a statement; small enough to tell how far it is. */
const BATCH = 250_000;

/**
 * Fills an empty, migrated database with the workspace of a shape. `ownerUrl` is a superuser's: the load bypasses
 * triggers and foreign keys, then has what triggers keep built in one go.
 */
export async function loadWorkspace(ownerUrl: string, shape: WorkspaceShape, log: (line: string) => void): Promise<void> {
  const clients = [await loader(ownerUrl), await loader(ownerUrl)] as const;
  const [main, second] = clients;
  try {
    for (const statement of [...workspaceFunctions(shape), modeOfUseFunction()]) await main.query(statement);
    const indexes = await dropIndexes(main);
    await timed(log, `${shape.sites.toLocaleString('en')} Sites, their people, sources and audiences`, async () => {
      await Promise.all([loadSites(main, shape, log), runAll(second, [...peopleStatements(shape), ...belongingStatements(shape)])]);
    });
    await timed(log, 'Indexes', async () => {
      // Each takes the next one that is left.
      await Promise.all(clients.map(async (client) => {
        for (let index = indexes.shift(); index !== undefined; index = indexes.shift()) await client.query(index);
      }));
    });
    await main.query('DROP SCHEMA bench CASCADE');
    if (await hasIndexRebuild(main)) await timed(log, 'The kept index of Sites', () => main.query('SELECT site_index_rebuild()'));
    await timed(log, 'Statistics', () => vacuumFilled(main));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function loader(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ['session_replication_role = replica', 'synchronous_commit = off', "maintenance_work_mem = '1GB'", "work_mem = '256MB'", 'jit = off', "TimeZone = 'UTC'"]) {
    await client.query(`SET ${setting}`);
  }
  return client;
}

async function runAll(client: pg.Client, statements: string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

async function loadSites(client: pg.Client, shape: WorkspaceShape, log: (line: string) => void): Promise<void> {
  for (let from = 1; from <= shape.sites; from += BATCH) {
    const to = Math.min(shape.sites, from + BATCH - 1);
    await client.query(siteRows(shape, from, to));
    if (to < shape.sites) log(`  ${to.toLocaleString('en')} Sites`);
  }
}

/** Drops the large tables' indexes that no constraint stands on; returns the statements that make them again. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i
      WHERE i.indrelid = ANY ($1::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
      ORDER BY i.indexrelid`,
    [LARGE],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

/**
 * Tables without rows stay as a new installation has them. One that is known to be empty has its first plans made for no
 * rows, and a foreign key keeps such a plan while the table fills.
 */
async function vacuumFilled(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0`,
  );
  await client.query(`VACUUM (ANALYZE) ${rows.map(({ name }) => name).join(', ')}`);
}

async function hasIndexRebuild(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ present: boolean }>(`SELECT to_regprocedure('site_index_rebuild()') IS NOT NULL AS present`);
  return rows[0]?.present === true;
}

async function timed(log: (line: string) => void, what: string, work: () => Promise<unknown>): Promise<void> {
  const begin = performance.now();
  await work();
  log(`${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s.`);
}
