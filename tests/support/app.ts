import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { WORKER } from '@/scripts/support/keep-worker';
import { NEXT, SERVER_FLAGS } from '@/scripts/support/build';
import { findFreePort } from '@/scripts/support/embedded-postgres';
import { endGroup } from '@/scripts/support/processes';
import { waitUntil } from '@/scripts/support/running-process.mjs';

/** The application as a test runs it. */
export interface TestApp {
  url: string;
  /** What the application has said so far. */
  output: () => string;
  stop: () => Promise<void>;
}

export interface AppOptions {
  /** The connection of the application's role: `TestDatabase.url`. */
  databaseUrl: string;
  /** Settings that differ from the demo's; an empty value unsets one. */
  env?: Record<string, string>;
}

/** What sessions are sealed with, unless a test sets another AUTH_SECRET. */
export const TEST_SECRET = 'only-for-tests-only-for-tests-only';

/** Ends the child when the test run ends, however that comes about. */
function preload(): string {
  return pathToFileURL(path.resolve('scripts/support/die-with-parent.mjs')).href;
}

/** A worker as a test runs it, ready for jobs. */
export interface TestWorker {
  /** What it has said so far. */
  output: () => string;
  /** As a crash ends it. */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts a worker on a database. It is ready once it has looked for jobs. */
export async function startWorkerProcess({ databaseUrl, env = {} }: AppOptions): Promise<TestWorker> {
  const child = spawn(process.execPath, ['--import', preload(), '--import', 'tsx', WORKER], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    env: { ...process.env, SITEWARD_PARENT: String(process.pid), DATABASE_URL: databaseUrl, DATABASE_ROLE: '', LOG_LEVEL: 'warn', ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isReady = await Promise.race([new Promise<boolean>((resolve) => child.once('message', () => resolve(true))), ended.then(() => false)]);
  if (!isReady) throw new Error(`The worker did not become ready. It said:\n${said}`);
  return {
    output: () => said,
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
    stop: () => endGroup(child),
  };
}

/** Serves the production build on a free port, as the demo unless `env` says otherwise. */
export async function startApp({ databaseUrl, env = {} }: AppOptions): Promise<TestApp> {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['--import', preload(), ...SERVER_FLAGS, NEXT, 'start', '--port', String(port), '--hostname', '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      SITEWARD_PARENT: String(process.pid),
      SITEWARD_EMBEDDED: 'tests',
      DATABASE_URL: databaseUrl,
      MIGRATE_DATABASE_URL: '',
      DATABASE_ROLE: '',
      AUTH_SECRET: TEST_SECRET,
      OIDC_ISSUER: '',
      OIDC_CLIENT_ID: '',
      OIDC_CLIENT_SECRET: '',
      APP_URL: '',
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const stop = () => endGroup(child);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const answers = () => fetch(`${url}/readyz`).then((response) => response.ok, () => false);
  const ready = await waitUntil(async () => hasEnded() || (await answers()), 60_000);
  if (!ready || hasEnded()) {
    await stop();
    throw new Error(`The application did not become ready. It said:\n${said}`);
  }
  return { url, output: () => said, stop };
}
