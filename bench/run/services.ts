import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { encode } from 'next-auth/jwt';
import { v7 as uuidv7 } from 'uuid';
import { closeDatabase, openDatabase } from '../../lib/db/client';
import { systemActor } from '../../lib/gate/actor';
import { runCommand } from '../../lib/gate/command';
import { createToken } from '../../lib/tokens/commands/create-token';
import { ensureBuild, NEXT, SERVER_FLAGS } from '../../scripts/support/build';
import { findFreePort } from '../../scripts/support/embedded-postgres';
import { Fatal } from '../../scripts/support/fatal.mjs';
import { WORKER } from '../../scripts/support/keep-worker';
import { type Cleanup, endGroup, outcomeOf, spawnNode } from '../../scripts/support/processes';
import { waitUntil } from '../../scripts/support/running-process.mjs';
import type { Call } from './http-client';

/** Something that answers on a port, in process groups of its own. */
export interface Service {
  url: string;
  /** The process groups that it is made of. */
  groups: number[];
  stop: () => Promise<void>;
}

/** The product, and what an administrator sends along. */
export interface Product extends Service {
  /** A GET of the REST API. */
  api: (path: string) => Call;
  token: string;
  /** The session of a browser, as a cookie header. */
  cookie: string;
}

const FLOOR = path.join('bench', 'floor', 'floor-server.ts');
const NEXT_APP = path.join('bench', 'floor', 'next-app');
/** The administrator that everything is asked as: sees all Sites. */
const EMAIL = 'admin@example.com';

export function startFloor(databaseUrl: string): Promise<Service> {
  return startService({ command: () => ['--import', 'tsx', FLOOR], ready: '/ready', env: { DATABASE_URL: databaseUrl } });
}

/** Builds the bare Next page, which is quick, and serves it. */
export async function startNextFloor(databaseUrl: string, cleanup: Cleanup): Promise<Service> {
  const build = spawnNode([NEXT, 'build', NEXT_APP], { env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }, stdout: 'ignore' });
  cleanup.add(() => endGroup(build));
  const failure = await outcomeOf(build);
  if (failure !== undefined || !existsSync(path.join(NEXT_APP, '.next', 'BUILD_ID'))) throw new Fatal(`${NEXT_APP} could not be built (${failure ?? 'it left nothing behind'}).`);
  return startService({ command: (port) => [NEXT, 'start', NEXT_APP, '--port', port, '--hostname', '127.0.0.1'], ready: '/', env: { DATABASE_URL: databaseUrl } });
}

/** Serves the production build on a database and runs its jobs, as `npm start` would. */
export async function startProduct(databaseUrl: string, cleanup: Cleanup): Promise<Product> {
  await ensureBuild({ cleanup });
  const secret = randomBytes(32).toString('base64url');
  const settings = {
    DATABASE_URL: databaseUrl, MIGRATE_DATABASE_URL: '', DATABASE_ROLE: '', SITEWARD_EMBEDDED: 'bench', AUTH_SECRET: secret,
    OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '', APP_URL: '', HOST: '127.0.0.1', LOG_LEVEL: 'warn',
  };
  // The token is made through the gate, in this process, which reads the same settings.
  Object.assign(process.env, settings);
  const access = await accessOf(databaseUrl, secret);
  const service = await startService({ command: (port) => [...SERVER_FLAGS, NEXT, 'start', '--port', port, '--hostname', '127.0.0.1'], ready: '/readyz', env: settings });
  const worker = spawnNode(['--import', 'tsx', WORKER], { env: { ...process.env, NODE_ENV: 'production', ...settings }, stdout: 'ignore' });
  const headers = { authorization: `Bearer ${access.token}` };
  return {
    ...service,
    ...access,
    groups: [...service.groups, worker.pid ?? 0],
    stop: () => Promise.all([service.stop(), endGroup(worker)]).then(() => undefined),
    api: (where) => ({ url: `${service.url}/api/v1${where}`, headers }),
  };
}

async function accessOf(databaseUrl: string, secret: string): Promise<{ token: string; cookie: string }> {
  const db = openDatabase(databaseUrl, { role: '', poolSize: 2 });
  try {
    const { id, sessionVersion } = await db.prisma.person.findUniqueOrThrow({ where: { email: EMAIL }, select: { id: true, sessionVersion: true } });
    const actor = systemActor('npm run bench', { via: 'shell', correlationId: uuidv7() });
    const { token } = await runCommand(createToken, { person: id, name: 'bench', scopes: ['read', 'write'], expiresInDays: 1 }, actor, { db });
    const session = await encode({ token: { personId: id, sessionVersion }, secret, maxAge: 24 * 60 * 60 });
    return { token, cookie: `siteward.session=${session}` };
  } finally {
    await closeDatabase(db);
  }
}

interface ServiceOptions {
  command: (port: string) => string[];
  /** The path that answers once it can serve. */
  ready: string;
  env: Record<string, string>;
}

async function startService({ command, ready, env }: ServiceOptions): Promise<Service> {
  const port = String(await findFreePort());
  const child = spawnNode(command(port), { env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env, PORT: port }, stdout: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const answers = (): Promise<boolean> => fetch(url + ready).then((response) => response.ok, () => false);
  const isReady = await waitUntil(async () => hasEnded() || (await answers()), 120_000);
  if (!isReady || hasEnded()) {
    await endGroup(child);
    throw new Fatal(`${command(port).join(' ')} did not become ready; what it said is above.`);
  }
  return { url, groups: [child.pid ?? 0], stop: () => endGroup(child) };
}
