import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { DiffTarget } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { MIGRATIONS_FOLDER } from '../lib/db/pending-migrations';
import { NO_FILTER, withOfflineSchemaEngine } from '../lib/db/schema-engine';

/*
 * Writes the next migration: what leads from the schema of the last migration (kept beside the migrations)
 * to prisma/schema.prisma of today. No database is touched, or even needed.
 *
 *   npx tsx scripts/new-migration.ts --name add-site-notes
 *   npx tsx scripts/new-migration.ts --name audit-trigger --sql-only    an empty one, to write by hand
 *   npx tsx scripts/new-migration.ts --name init --from-empty
 */
const { values } = parseArgs({
  options: {
    name: { type: 'string' },
    'from-empty': { type: 'boolean', default: false },
    'sql-only': { type: 'boolean', default: false },
    schema: { type: 'string', default: path.join('prisma', 'schema.prisma') },
    folder: { type: 'string', default: MIGRATIONS_FOLDER },
  },
});

const { name, schema, folder } = values;
if (name === undefined || !/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(name)) {
  console.error('Give the migration a name, such as --name add-site-notes.');
  process.exit(1);
}
const snapshot = path.join(folder, 'snapshot.prisma');
const sql = values['sql-only']
  ? '-- Written by hand.\n'
  : await diff().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    });
if (sql === undefined) {
  console.error('The schema says nothing that the migrations do not say already.');
  process.exit(1);
}

const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const target = path.join(folder, `${stamp}_${name.replaceAll('-', '_')}`);
await mkdir(target, { recursive: true });
await writeFile(path.join(target, 'migration.sql'), sql);
await writeFile(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
if (!values['sql-only']) await copyFile(schema, snapshot);
console.log(path.relative(process.cwd(), path.join(target, 'migration.sql')));

async function diff(): Promise<string | undefined> {
  const file = async (filePath: string) => ({ path: filePath, content: await readFile(filePath, 'utf8') });
  const from: DiffTarget = values['from-empty']
    ? { tag: 'empty' }
    : { tag: 'schemaDatamodel', files: [await file(snapshot)] };
  const to: DiffTarget = { tag: 'schemaDatamodel', files: [await file(schema)] };
  const { stdout } = await withOfflineSchemaEngine((engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters: NO_FILTER }),
  );
  const script = stdout ?? '';
  return script.includes('-- This is an empty migration.') || script.trim() === '' ? undefined : script;
}
