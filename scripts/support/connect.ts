import path from 'node:path';
import { readEnv } from '../../lib/env';
import { type Credentials, readJson } from './cluster-files';
import { DATA_FOLDER, demoEnvironment, findRunningDemo, openDemoDatabase, takeDataFolder } from './demo';
import { loadDotEnv } from './dot-env.mjs';
import { Fatal } from './fatal.mjs';
import { Cleanup } from './processes';

/** The database that a script works on. */
export interface ScriptDatabase {
  /** As the application connects. */
  url: string;
  /** As migrations connect. */
  migrateUrl: string;
  /** Lets go of it; to be called at the end, whatever happened. */
  stop: () => Promise<void>;
}

/**
 * The database for a script: the one in DATABASE_URL; else the demo's, which is joined where it runs and otherwise
 * started for as long as the script needs it. Sets the environment so that `env()` reads accordingly: call this first.
 */
export async function requireDatabase(): Promise<ScriptDatabase> {
  loadDotEnv();
  if (process.env.DATABASE_URL) {
    process.env.SITEWARD_EMBEDDED = '';
    return { url: process.env.DATABASE_URL, migrateUrl: process.env.MIGRATE_DATABASE_URL || process.env.DATABASE_URL, stop: () => Promise.resolve() };
  }
  const running = findRunningDemo();
  if (running?.url !== undefined) {
    const credentials = readJson<Credentials>(path.join(DATA_FOLDER, 'credentials.json'));
    const url = (role: string, password: string) => (database = 'siteward') => `postgresql://${role}:${password}@127.0.0.1:${running.databasePort}/${database}`;
    const appUrl = url('siteward_app', credentials.appPassword);
    return take({ environment: demoEnvironment({ appUrl, credentials }), migrateUrl: url('postgres', credentials.superuserPassword)(), stop: () => Promise.resolve() });
  }
  const cleanup = new Cleanup();
  cleanup.add(await takeDataFolder('script'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void cleanup.run().then(() => process.exit(130)));
  try {
    const { server, environment } = await openDemoDatabase(cleanup);
    return take({ environment, migrateUrl: server.ownerUrl(), stop: () => cleanup.run() });
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

function take({ environment, migrateUrl, stop }: { environment: NodeJS.ProcessEnv; migrateUrl: string; stop: () => Promise<void> }): ScriptDatabase {
  Object.assign(process.env, environment);
  try {
    return { url: readEnv(process.env).DATABASE_URL, migrateUrl, stop };
  } catch (error) {
    throw new Fatal((error as Error).message);
  }
}
