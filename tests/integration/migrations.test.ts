import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyMigrations } from '@/lib/db/migrate';
import { listMigrations, pendingMigrations } from '@/lib/db/pending-migrations';
import { type TestDatabase, createTestDatabase } from '../support/test-database';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'siteward migrations '));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

describe('migrations', () => {
  it('leave nothing pending in a test database, seen as the application', async () => {
    expect((await listMigrations()).length).toBeGreaterThan(0);
    expect(await pendingMigrations(database.url)).toEqual([]);
  });

  it('are applied once, in order, however many start at the same time', async () => {
    for (const { name, sql } of await listMigrations()) await addMigration(name, sql);
    await addMigration('20990101000000_one', 'CREATE TABLE one (id int PRIMARY KEY);');
    await addMigration('20990101000001_two', 'INSERT INTO one VALUES (1);');
    expect(await pendingMigrations(database.ownerUrl, folder)).toEqual(['20990101000000_one', '20990101000001_two']);

    const starts = await Promise.all([1, 2, 3].map(() => applyMigrations(database.ownerUrl, { folder })));

    expect(starts.flatMap(({ applied }) => applied)).toEqual(['20990101000000_one', '20990101000001_two']);
    expect(await pendingMigrations(database.ownerUrl, folder)).toEqual([]);
  });

  it('that fail leave nothing behind, say why, and run when they are mended', async () => {
    await addMigration('20990101000002_late', 'CREATE TABLE late (id int); SELECT * FROM nowhere;');
    await expect(applyMigrations(database.ownerUrl, { folder })).rejects.toThrow('Migration 20990101000002_late failed: No such table: nowhere');
    expect(await pendingMigrations(database.ownerUrl, folder)).toEqual(['20990101000002_late']);

    await writeFile(path.join(folder, '20990101000002_late', 'migration.sql'), 'CREATE TABLE late (id int); -- now; fine');
    expect(await applyMigrations(database.ownerUrl, { folder })).toEqual({ applied: ['20990101000002_late'] });
  });

  it('give the application no way into the record of migrations', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await expect(client.query('DELETE FROM _prisma_migrations')).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });
});
