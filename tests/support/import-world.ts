import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import yazl from 'yazl';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { systemActor, type Actor } from '@/lib/gate/actor';
import { runCommand } from '@/lib/gate/command';
import { importCsv } from '@/lib/imports/commands/import-csv';
import { importFeed } from '@/lib/imports/commands/import-feed';
import { importManifests } from '@/lib/imports/commands/import-manifests';
import { parseSitesCsv } from '@/lib/imports/parse/csv';
import type { ManifestItem } from '@/lib/imports/parse/manifest-item';
import type { ImportReport } from '@/lib/imports/report';
import { createTestDatabase } from './test-database';

/** The instant at which everything in these tests happens, unless one says otherwise. */
export const now = new Date('2026-11-21T12:00:00.000Z');

/** The folder of real manifests, each under its repository's name. */
export const manifestFolder = 'tests/fixtures/manifests';

/** A database of its own, a few people and sources, and the three imports through the gate. */
export interface ImportWorld {
  db: Database;
  admin: Actor;
  /** People by the part of their address before the @. */
  people: Record<'ana' | 'ben' | 'eva', string>;
  manifests(items: ManifestItem[], apply: boolean): Promise<ImportReport>;
  feed(feed: Record<string, unknown>, apply: boolean): Promise<ImportReport>;
  csv(text: string | Uint8Array, apply: boolean): Promise<ImportReport>;
  /** Every row of every table as text: what a look into the database shows. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

export async function createImportWorld(): Promise<ImportWorld> {
  const database = await createTestDatabase();
  const db = openDatabase(database.url, { role: '', poolSize: 5 });
  const admin = systemActor('a test', { via: 'shell', correlationId: uuidv7() });
  const people = { ana: uuidv7(), ben: uuidv7(), eva: uuidv7() };
  await db.prisma.department.createMany({ data: ['Sales', 'Legal; and "risk"', '=Finance'].map((name) => ({ name })) });
  await db.prisma.person.createMany({
    data: [
      { id: people.ana, email: 'ana@example.com', name: 'Ana Admin', roles: ['admin'] },
      { id: people.ben, email: "ben.o'neil+sites@example.com", name: 'Ben Builder' },
      { id: people.eva, email: 'eva@example.com', name: 'Eva Gone', deactivatedAt: now },
    ],
  });
  await db.prisma.dataSource.createMany({
    data: [
      { key: 'salesforce', name: 'Salesforce', sensitivity: 'customer', mode: 'read_only' },
      { key: 'odd', name: '@Odd; one: two', sensitivity: 'internal', mode: 'write_capable' },
    ],
  });
  const run = { db, now };
  return {
    db,
    admin,
    people,
    manifests: (items, apply) => runCommand(importManifests, { apply, items }, admin, run),
    feed: (feed, apply) => runCommand(importFeed, { ...feed, apply }, admin, run),
    csv: async (text, apply) => runCommand(importCsv, { apply, csv: await parseSitesCsv(text) }, admin, run),
    dump: () => dump(database.ownerUrl),
    close: async () => {
      await closeDatabase(db);
      await database.drop();
    },
  };
}

async function dump(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
      texts.push(name, ...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

/** The real manifests as REST takes them: a path and the exact text. */
export function fixtureItems(): { path: string; content: string }[] {
  return readdirSync(manifestFolder)
    .sort()
    .map((repository) => {
      const path = `${repository}/.openai/hosting.json`;
      return { path, content: readFileSync(`${manifestFolder}/${path}`, 'utf8') };
    });
}

/** A zip of these files. */
export async function zipOf(files: { path: string; content: string | Buffer }[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { path, content } of files) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
