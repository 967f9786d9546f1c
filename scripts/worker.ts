import { loadDotEnv } from './support/dot-env.mjs';
import { Fatal, reportFatal } from './support/fatal.mjs';
import { keepWorker } from './support/keep-worker';
import { Cleanup } from './support/processes';

// npm run worker: runs jobs on the database in DATABASE_URL, or on the demo that runs in this folder, until it is
// stopped. `npm start` brings one of its own; further ones may run anywhere.
const cleanup = new Cleanup();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void cleanup.run().then(() => process.exit(0)));
try {
  loadDotEnv();
  // Joining the demo sets all of its environment, so first that.
  const DATABASE_URL = await databaseUrl();
  keepWorker({ ...process.env, DATABASE_URL }, cleanup);
} catch (error) {
  reportFatal(error);
}

async function databaseUrl(): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  // Only for the demo: it loads all that starting a database takes.
  const { findRunningDemo } = await import('./support/demo');
  if (findRunningDemo()?.url === undefined) throw new Fatal('There is no DATABASE_URL, and no demo runs in this folder. Set the one or start the other.');
  const { requireDatabase } = await import('./support/connect');
  return (await requireDatabase()).url;
}
