import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import { applyMigrations } from '../../lib/db/migrate';
import { listMigrations, pendingMigrations } from '../../lib/db/pending-migrations';
import { readJson, writePrivate } from '../../scripts/support/cluster-files';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/support/embedded-postgres';
import { Fatal } from '../../scripts/support/fatal.mjs';
import { takeLock } from '../../scripts/support/file-lock.mjs';
import { clearOrphans } from '../../scripts/support/orphans';
import type { Cleanup } from '../../scripts/support/processes';
import { administer } from '../run/database-session';
import { loadWorkspace } from './load-workspace';
import { GENERATOR_VERSION, type WorkspaceShape } from './workspace-shape';

const ROOT = '.data-bench';

export interface BenchDatabase {
  server: EmbeddedPostgres;
  shape: WorkspaceShape;
}

export interface BenchDatabaseOptions {
  sites: number;
  seed: number;
  /** Unset: the day that the data there was made for; today for new data. */
  asOf?: Date;
  /** Makes the data again whatever is there. */
  fresh?: boolean;
  log: (line: string) => void;
}

/** What a folder holds once it is whole. */
interface Manifest {
  sites: number;
  seed: number;
  asOf: string;
  generator: number;
}

/** Starts the database of a bench, making its data where they are missing. It is this process's alone until the cleanup. */
export async function openBenchDatabase({ sites, seed, asOf, fresh = false, log }: BenchDatabaseOptions, cleanup: Cleanup): Promise<BenchDatabase> {
  const folder = path.resolve(ROOT, String(sites));
  cleanup.add(takeFolder(folder));
  const manifest = readManifest(folder);
  const isWanted = manifest?.seed === seed && manifest.generator === GENERATOR_VERSION && (asOf === undefined || manifest.asOf === asOf.toISOString());
  if (fresh || !isWanted) await removeData(folder);
  const server = await startTuned(folder);
  cleanup.add(() => server.stop());
  if (!fresh && isWanted) {
    log(`${folder} holds ${sites.toLocaleString('en')} Sites of seed ${seed}, made for ${manifest.asOf.slice(0, 10)}.`);
    await requireSameMigrations(server, sites);
    await bringUpToDate(server, log);
    return { server, shape: { sites, seed, asOf: new Date(manifest.asOf) } };
  }
  const shape = { sites, seed, asOf: asOf ?? midnight(new Date()) };
  await applyMigrations(server.ownerUrl());
  await loadWorkspace(server.ownerUrl(), shape, log);
  writePrivate(manifestFile(folder), { sites, seed, asOf: shape.asOf.toISOString(), generator: GENERATOR_VERSION } satisfies Manifest);
  return { server, shape };
}

function takeFolder(folder: string): () => void {
  const lock = takeLock(path.join(folder, 'lock'), 'bench');
  if ('release' in lock) return lock.release;
  throw new Fatal(`Another bench uses ${folder} (process ${lock.holder.pid}). Wait for it, or stop it first.`);
}

function manifestFile(folder: string): string {
  return path.join(folder, 'workspace.json');
}

/** Written last: a folder without one holds half a workspace. */
function readManifest(folder: string): Manifest | undefined {
  return existsSync(manifestFile(folder)) ? readJson<Manifest>(manifestFile(folder)) : undefined;
}

async function removeData(folder: string): Promise<void> {
  const cluster = path.join(folder, 'postgres');
  if (existsSync(cluster)) await clearOrphans(cluster);
  for (const name of readdirSync(folder)) if (name !== 'lock') rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** A migration that is still being written may have changed since it was applied here. */
async function requireSameMigrations(server: EmbeddedPostgres, sites: number): Promise<void> {
  const [applied = []] = await administer<{ name: string; checksum: string }>(server.ownerUrl(), [
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  ]);
  const now = new Map((await listMigrations()).map(({ name, sql }) => [name, createHash('sha256').update(sql).digest('hex')]));
  const changed = applied.find(({ name, checksum }) => now.get(name) !== checksum);
  if (changed === undefined) return;
  throw new Fatal(`The migration ${changed.name} has changed since these data were made. Make them again: npm run bench:data -- --sites ${sites} --fresh`);
}

/** A schema that has moved on is followed: the migrations bring what they add to the rows that are there. */
async function bringUpToDate(server: EmbeddedPostgres, log: (line: string) => void): Promise<void> {
  if ((await pendingMigrations(server.ownerUrl())).length === 0) return;
  await applyMigrations(server.ownerUrl(), { log });
  await administer(server.ownerUrl(), ['VACUUM (ANALYZE)']);
}

/** As one would set up a database of this size on this machine; the rest is PostgreSQL's own default. */
function settingsFor(memoryBytes: number): Record<string, string> {
  const megabytes = Math.floor(memoryBytes / 2 ** 20);
  return {
    shared_buffers: `${Math.min(8_192, Math.floor(megabytes / 4))}MB`,
    effective_cache_size: `${Math.floor(megabytes * 0.6)}MB`,
    maintenance_work_mem: '512MB',
    work_mem: '32MB',
    max_wal_size: '8GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    effective_io_concurrency: '200',
  };
}

/** `ALTER SYSTEM` keeps the settings in the data folder, so only the first start is followed by a second. */
async function startTuned(folder: string): Promise<EmbeddedPostgres> {
  const wanted = settingsFor(totalmem());
  const server = await startEmbeddedPostgres({ folder });
  if (existsSync(tunedFile(folder)) && JSON.stringify(readJson(tunedFile(folder))) === JSON.stringify(wanted)) return server;
  await administer(server.ownerUrl('postgres'), Object.entries(wanted).map(([name, value]) => `ALTER SYSTEM SET ${name} = '${value}'`));
  await server.stop();
  writePrivate(tunedFile(folder), wanted);
  return startEmbeddedPostgres({ folder });
}

function tunedFile(folder: string): string {
  return path.join(folder, 'settings.json');
}

function midnight(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);
}
