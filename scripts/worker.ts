import { startWorker, type Worker } from '../lib/jobs/worker';
import { loadDotEnv } from './support/dot-env.mjs';
import { Fatal, reportFatal } from './support/fatal.mjs';

// npm run worker: runs jobs on the database in DATABASE_URL, or on the demo that runs in this folder, until it is
// stopped. `npm start` brings one of its own; further ones may run anywhere.
try {
  loadDotEnv();
  await runUntilStopped(await startWorker(await databaseUrl(), process.env.DATABASE_ROLE ?? 'siteward_app'));
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

async function runUntilStopped({ ended, stop }: Worker): Promise<void> {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // One Ctrl-C arrives twice under npm.
      if (asked) return;
      asked = true;
      void stop().then(() => process.exit(0));
    });
  }
  process.send?.('ready');
  await ended.catch((error: unknown) => {
    if (!asked) throw new Fatal(`The worker ended: ${(error as Error).message}`);
  });
  if (!asked) throw new Fatal('The worker ended by itself.');
}
