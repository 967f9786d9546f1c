import { startWorker, type Worker } from '../../lib/jobs/worker';
import { Fatal, reportFatal } from './fatal.mjs';

// Runs jobs on the database in DATABASE_URL until it is told to stop, or can't go on: then whoever keeps it starts another.
try {
  await runUntilStopped(await startWorker(process.env.DATABASE_URL ?? '', process.env.DATABASE_ROLE ?? 'siteward_app'));
} catch (error) {
  reportFatal(error);
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
