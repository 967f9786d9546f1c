import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/client';
import { sitesCsvColumns, type CsvSite } from '@/lib/imports/parse/csv-columns';
import { writeSitesCsv } from '@/lib/imports/parse/csv-write';
import { runQuery } from '@/lib/gate/query';
import { csvHead } from '@/lib/sites/export-csv';
import { exportSites } from '@/lib/sites/export-sites';
import { getTask, listTasks } from '@/lib/tasks/get-task';
import { insertRandomSites, randomSites } from '../support/random-sites';
import { now, World, type Name } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const start = (input: Record<string, unknown>, name: Name = 'ada', db: Database = world.db) => runQuery(exportSites, input, world.as[name], { db, now });

async function textOf({ chunks }: { chunks: AsyncIterable<string> }): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

/** So many Sites, past the gate: one batch of the cursor is 1,000. */
async function fill(count: number): Promise<void> {
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, updated_at) SELECT gen_random_uuid(), 'many-' || n, 'Many ' || n, now() FROM generate_series(1, $1::int) n`,
    [count],
  );
}

const task = (id: string, name: Name = 'ada') => runQuery(getTask, { taskId: id }, world.as[name], { db: world.db });
/** Connections that are in use. */
const taken = (): number => world.db.pool.totalCount - world.db.pool.idleCount;

describe('the CSV', () => {
  it('has the columns of the import, in their order', () => {
    expect(csvHead).toBe(`\ufeff${sitesCsvColumns.map(({ name }) => name).join(',')}\r\n`);
  });

  it('says byte for byte what the columns of the import write', async () => {
    const sites = randomSites(11, 400);
    await insertRandomSites(world, sites);
    const fragment = fc.oneof(
      fc.constantFrom('=1+1', '+', '-', '@', "'", '"', ',', ';', '\\', '\t', '\n', '\r\n', ' ', '\u00a0', '\ufeff', '\uff1d', '\uff20', '🦊', 'é', '\u2028'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );
    const text = fc.array(fragment, { maxLength: 5 }).map((parts) => parts.join('').replaceAll('\u0000', ''));
    const texts = fc.sample(fc.tuple(text, text, text, text), { seed: 5, numRuns: sites.length });
    for (const [at, { id }] of sites.entries()) {
      const [purpose, dataSourceNote, repository, liveUrl] = texts[at] ?? ['', '', '', ''];
      await world.superuser.query('UPDATE site SET purpose = $2, data_source_note = $3, repository = $4, live_url = $5, official_since = $6, revision = revision + 1 WHERE id = $1', [
        id, purpose, dataSourceNote, repository, liveUrl, at % 3 === 0 ? new Date(now.getTime() + at) : null,
      ]);
    }
    await world.superuser.query(`UPDATE data_source SET name = name || '; "odd", \\' WHERE key = 'source-0'`);
    const lines = (await textOf(await start({ format: 'jsonl' }))).trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line) as Exported);

    const csv = await textOf(await start({}));

    expect(told).toHaveLength(sites.length);
    expect(csv).toBe(writeSitesCsv(told.map(toCsvSite)));
  });
});

describe('an export', () => {
  it('is true of one moment, however long it takes', async () => {
    await fill(5_000);
    const { chunks } = await start({});
    const parts: string[] = [];
    for await (const chunk of chunks) {
      if (parts.push(chunk) === 1) await world.superuser.query(`UPDATE site SET title = 'Changed meanwhile', revision = revision + 1`);
    }
    expect(parts.join('').split('\r\n')).toHaveLength(5_002);
    expect(parts.join('')).not.toContain('Changed meanwhile');
  });

  it('gives its connection back at the end, and when its reader goes away', async () => {
    await fill(9_000);
    await textOf(await start({}));
    expect(taken()).toBe(0);
    const id = uuidv7();
    const { chunks } = await start({ task: id });
    await chunks.next();
    await chunks.next();
    expect(taken()).toBeGreaterThan(0);
    await chunks.return(undefined);
    expect(taken()).toBe(0);
    expect(await task(id)).toMatchObject({ state: 'failed', message: 'The export broke off after 1,000 rows. Start it again.' });
  });

  it('that loses its database breaks off, and says so', async () => {
    await fill(9_000);
    const id = uuidv7();
    const { chunks } = await start({ task: id });
    await chunks.next();
    await world.superuser.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'siteward' AND xact_start IS NOT NULL`);

    await expect((async () => { while ((await chunks.next()).done !== true); })()).rejects.toThrow();

    expect(await task(id)).toMatchObject({ state: 'failed', message: expect.stringContaining('Start it again') as string });
    expect(await textOf(await start({}))).toContain('many-9000');
  });

  it('leaves the other connections to lists and changes', async () => {
    const open = [await start({}), await start({}), await start({})];
    await expect(start({})).rejects.toMatchObject({ kind: 'too-many-requests' });
    for (const { chunks } of open) await textOf({ chunks });
    expect((await textOf(await start({}))).length).toBeGreaterThan(0);
  });
});

describe('its task', () => {
  it('tells how far it is, to whoever started it alone', async () => {
    await fill(2_500);
    const id = uuidv7();
    await textOf(await start({ task: id, q: 'Many' }, 'aude'));

    expect(await task(id, 'aude')).toMatchObject({ kind: 'export', state: 'done', done: 2_500, total: 2_500, message: '2,500 Sites exported.' });
    expect((await runQuery(listTasks, { kind: 'export' }, world.as.aude, { db: world.db })).items.map((item) => item.id)).toEqual([id]);
    await expect(task(id)).rejects.toMatchObject({ kind: 'not-found' });
    expect((await runQuery(listTasks, {}, world.as.ada, { db: world.db })).items).toEqual([]);
    await expect(start({ task: id }, 'ada')).rejects.toMatchObject({ kind: 'conflict', errors: [{ path: 'task' }] });
    expect(taken()).toBe(0);
  });

  it('counts as failed once nothing is heard of it', async () => {
    const id = uuidv7();
    await world.db.prisma.taskProgress.create({ data: { id, kind: 'import', personId: world.id('ada'), done: 5, updatedAt: new Date(Date.now() - 60_000) } });
    expect(await task(id)).toMatchObject({ state: 'failed', message: expect.stringContaining('Nothing was imported') as string });
  });
});

type Exported = Record<'id' | 'slug' | 'title' | 'purpose' | 'dataSourceNote' | 'repository' | 'url' | 'successorEmail' | 'projectId', string> &
  Pick<CsvSite, 'state' | 'classification' | 'audience'> &
  Record<'expiresAt' | 'reviewDueAt' | 'officialSince', string | null> & {
    owner: { email: string } | null;
    department: { name: string } | null;
    audiencePeople: string[];
    audienceGroups: string[];
    dataSources: { name: string; mode: 'read_only' }[];
  };

/** A line of JSON in the columns of the CSV. */
function toCsvSite({ owner, department, url, successorEmail, expiresAt, reviewDueAt, officialSince, ...site }: Exported): CsvSite {
  const date = (at: string | null): Date | null => (at === null ? null : new Date(at));
  return {
    ...site,
    ownerEmail: owner?.email ?? null,
    successorEmail,
    department: department?.name ?? null,
    expiresAt: date(expiresAt),
    reviewDueAt: date(reviewDueAt),
    officialSince: date(officialSince),
    productionUrl: url,
  };
}
