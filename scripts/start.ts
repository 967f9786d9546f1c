import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { type Env, readEnv } from '../lib/env';
import { NEXT, SERVER_FLAGS, ensureBuild } from './support/build';
import { DATA_FOLDER, findRunningDemo, openDemoDatabase, removeDemoData, takeDataFolder } from './support/demo';
import { Fatal } from './support/fatal.mjs';
import { keepWorker } from './support/keep-worker';
import { requireFreePort } from './support/port.mjs';
import { prepareOwnDatabase } from './support/own-database';
import { Cleanup, endGroup, outcomeOf, spawnNode } from './support/processes';
import { parentOf } from './support/running-process.mjs';

interface StartOptions {
  dev: boolean;
  fresh: boolean;
  yes: boolean;
}

const ACCOUNTS = [
  ['admin@example.com', 'administers the workspace: everyone, every setting, every Site'],
  ['owner@example.com', 'owns many Sites and keeps them in order'],
  ['reviewer@example.com', 'decides who may see what'],
  ['auditor@example.com', 'reads everything, changes nothing'],
  ['member@example.com', 'sees what a colleague sees'],
] as const;

/** Brings the product up and keeps it up until it is told to stop. Called by scripts/start.mjs. */
export async function start(options: StartOptions): Promise<void> {
  const cleanup = new Cleanup();
  const stopping = stopOnSignals(cleanup);
  try {
    const environment = process.env.DATABASE_URL ? await prepareReal(options) : await prepareDemo(options, cleanup);
    const settings = check(environment);
    if (!options.dev) await ensureBuild({ cleanup });
    if (stopping()) return;
    await serve(settings, environment, options, cleanup);
  } catch (error) {
    // What a stop tears down complains about it; that is no news.
    if (stopping()) return;
    ending = true;
    await cleanup.run();
    throw error;
  }
}

async function prepareReal({ fresh }: StartOptions): Promise<NodeJS.ProcessEnv> {
  if (fresh) throw new Fatal('--fresh is for the demo. There is a DATABASE_URL, and nothing is ever removed from that.');
  // An empty value, because Next would fill in a missing one from a .env file.
  const environment = { ...process.env, SITEWARD_EMBEDDED: '' };
  const { warning, role } = await prepareOwnDatabase(check(environment), process.env.DATABASE_ROLE);
  if (warning !== undefined) console.error(warning);
  return { ...environment, DATABASE_ROLE: role };
}

async function prepareDemo({ fresh, yes }: StartOptions, cleanup: Cleanup): Promise<NodeJS.ProcessEnv> {
  const { PORT, HOST } = check({ ...process.env, SITEWARD_EMBEDDED: DATA_FOLDER, DATABASE_URL: 'postgresql://siteward_app@127.0.0.1/siteward', AUTH_SECRET: process.env.AUTH_SECRET || 'x'.repeat(32) });
  const release = await takeDataFolder('start');
  cleanup.add(release);
  if (fresh) {
    if (!yes && process.stdin.isTTY) await confirmFresh();
    await removeDemoData();
  }
  const { server, environment } = await openDemoDatabase(cleanup, urlOf(HOST, PORT));
  void server.ended.then(() => endBecause(cleanup, 'The database ended by itself. Start again: it recovers what was in it.'));
  return environment;
}

function check(environment: NodeJS.ProcessEnv): Env {
  try {
    return readEnv(environment);
  } catch (error) {
    throw new Fatal((error as Error).message);
  }
}

async function confirmFresh(): Promise<void> {
  const dialog = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await dialog.question(`This removes everything in the demo at ${DATA_FOLDER}. Go on? [y/N] `);
  dialog.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Fatal('Nothing was removed.');
}

async function serve(settings: Env, environment: NodeJS.ProcessEnv, { dev }: StartOptions, cleanup: Cleanup): Promise<void> {
  // Whoever took the port during the build gets the same answer as whoever had it before.
  await requireFreePort(settings.PORT, settings.HOST);
  const command = [...SERVER_FLAGS, NEXT, dev ? 'dev' : 'start', '--port', String(settings.PORT), '--hostname', settings.HOST];
  const app = spawnNode(command, {
    env: { ...environment, NODE_ENV: dev ? 'development' : 'production', PORT: String(settings.PORT), HOST: settings.HOST },
  });
  cleanup.add(() => endGroup(app));
  void outcomeOf(app).then((how) => endBecause(cleanup, `The application ended by itself (${how ?? 'exit status 0'}). What it said last is above.`));
  keepWorker(environment, cleanup);
  const url = urlOf(settings.HOST, settings.PORT);
  await requireReady(app, url);
  if (app.exitCode === null && app.signalCode === null) announce(settings, url);
}

/** Waits until the application says that it can serve. */
async function requireReady(app: ChildProcess, url: string): Promise<void> {
  const end = Date.now() + 120_000;
  let detail = 'It does not answer.';
  while (app.exitCode === null && app.signalCode === null) {
    const response = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
    if (response?.ok === true) return;
    if (response) detail = await response.text();
    if (Date.now() > end) throw new Fatal(`The application started and did not become ready. ${detail}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function announce(settings: Env, url: string): void {
  const lines = [`Siteward is ready at ${settings.APP_URL ?? url}`];
  if (settings.demo) {
    lines.push('', 'This is the demo, with its own database. One click signs you in as', '');
    for (const [email, what] of ACCOUNTS) lines.push(`  ${email.padEnd(22)} ${what}`);
  }
  console.log(`\n${lines.join('\n')}\n\nCtrl-C stops it.`);
}

/** The address for whoever sits at this machine. */
function urlOf(host: string, port: number): string {
  const everywhere = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host);
  return `http://${everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

let ending = false;

function endBecause(cleanup: Cleanup, reason: string): void {
  if (ending) return;
  ending = true;
  console.error(reason);
  void cleanup.run().then(() => process.exit(1));
}

/** Stops in order at the first signal, at once at the second. Tells whether a stop is under way. */
function stopOnSignals(cleanup: Cleanup): () => boolean {
  let since: number | undefined;
  const onSignal = (): void => {
    // One Ctrl-C arrives twice under npm: from the terminal, and passed on by npm.
    if (since !== undefined && Date.now() - since < 1000) return;
    if (since !== undefined) forceEnd();
    since = Date.now();
    ending = true;
    void cleanup.run().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  stopWithNpm(onSignal);
  return () => ending;
}

/** The application ends with this process, the database where the system allows; the next start sees to the rest. */
function forceEnd(): never {
  const running = findRunningDemo();
  if (running?.launcherPid === process.pid) process.kill(running.databasePid, 'SIGQUIT');
  process.exit(130);
}

/** Killed outright, npm can't pass anything on; then this would go on holding the port unseen. */
function stopWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  setInterval(() => (process.ppid === shell && parentOf(shell) === npm) || stop(), 500).unref();
}
