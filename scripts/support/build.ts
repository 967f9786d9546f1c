import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Fatal } from './fatal.mjs';
import { takeLock } from './file-lock.mjs';
import { type Cleanup, endGroup, outcomeOf, spawnNode } from './processes';
import { waitUntil } from './running-process.mjs';

/** What the build is made from; the generated client follows from the schema and the lock file. */
const SOURCES = ['app', 'components', 'lib', 'public', 'proxy.ts', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json', 'prisma/schema.prisma'];
const BUILD_ID = path.join('.next', 'BUILD_ID');
const STAMP = path.join('.next', 'siteward-build');

/** The entry of Next's command line. */
export const NEXT = path.join('node_modules', 'next', 'dist', 'bin', 'next');

/** What the server is started with: a search may have 10,000 characters, which in an address are up to twelve bytes each. */
export const SERVER_FLAGS = ['--max-http-header-size=262144'];

/** Builds the application unless the build that is there was made from the same sources. */
export async function ensureBuild({ cleanup, force = false }: { cleanup: Cleanup; force?: boolean }): Promise<void> {
  if (!force && isBuilt()) return;
  const file = path.join('.data', 'build.lock');
  let lock = takeLock(file, 'build');
  if ('holder' in lock) {
    console.error(`Waiting for another build (process ${lock.holder.pid}).`);
    await waitUntil(() => 'release' in (lock = takeLock(file, 'build')), 15 * 60_000);
    if ('holder' in lock) throw new Fatal(`Another build (process ${lock.holder.pid}) does not end. Stop it and start again.`);
  }
  const { release } = lock;
  try {
    if (!force && isBuilt()) return;
    const wanted = sourceHash();
    for (const file of [STAMP, BUILD_ID]) rmSync(file, { force: true });
    console.error('Building the application.');
    const child = spawnNode([NEXT, 'build'], { env: { ...process.env, NODE_ENV: 'production' }, stdout: 'stderr' });
    cleanup.add(() => endGroup(child));
    const failure = (await outcomeOf(child)) ?? (existsSync(BUILD_ID) ? undefined : 'it left nothing behind');
    if (failure !== undefined) throw new Fatal(`The application could not be built (${failure}); the reason is above.`);
    writeFileSync(STAMP, wanted);
  } finally {
    release();
  }
}

function isBuilt(): boolean {
  return existsSync(STAMP) && existsSync(BUILD_ID) && readFileSync(STAMP, 'utf8') === sourceHash();
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(source)) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(source: string): string[] {
  if (!existsSync(source)) return [];
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(source, entry.name);
      if (entry.isDirectory()) return entry.name === 'generated' ? [] : filesUnder(file);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [file];
    });
}
