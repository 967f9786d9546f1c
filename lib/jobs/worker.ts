import { Logger, parseCronItems, run, type CronItem, type TaskList } from 'graphile-worker';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { log } from '@/lib/log';
import { advanceCampaignJob } from './definitions/advance-campaign';
import { deliverWebhooksJob } from './definitions/deliver-webhooks';
import { composeDigestsJob } from './definitions/compose-digests';
import { foldListsJob } from './definitions/fold-lists';
import { handOverSitesJob } from './definitions/hand-over-sites';
import { judgeDeploymentsJob } from './definitions/judge-deployments';
import { openReReviewsJob } from './definitions/open-re-reviews';
import { planBulkActionJob } from './definitions/plan-bulk-action';
import { simulatePoliciesJob } from './definitions/simulate-policies';
import { sweepJob } from './definitions/sweep';
import { runBulkActionJob } from './definitions/run-bulk-action';
import { sendMailJob } from './definitions/send-mail';
import { tellIncidentsJob } from './definitions/tell-incidents';
import type { Job } from './job';
import { Presence, releaseOrphanedJobs } from './presence';
import type { JobName, Jobs } from './queue';

const definitions: { [Name in JobName]: Job<Name> } = {
  'plan-bulk-action': planBulkActionJob,
  'run-bulk-action': runBulkActionJob,
  'fold-lists': foldListsJob,
  'hand-over-sites': handOverSitesJob,
  'advance-campaign': advanceCampaignJob,
  sweep: sweepJob,
  'open-re-reviews': openReReviewsJob,
  'tell-incidents': tellIncidentsJob,
  'deliver-webhooks': deliverWebhooksJob,
  'send-mail': sendMailJob,
  'compose-digests': composeDigestsJob,
  'judge-deployments': judgeDeploymentsJob,
  'simulate-policies': simulatePoliciesJob,
};

/** What runs by the clock, in UTC. The queue keeps the times: of any number of workers, one does it. */
const timetable: (CronItem & { task: JobName })[] = [
  { task: 'fold-lists', match: '* * * * *', options: { jobKey: 'fold-lists', maxAttempts: 1 } },
  // Some minutes past the hour, when nothing else begins. A missed hour needs no sweep of its own: the next finds all that is due.
  { task: 'sweep', match: '5 * * * *', options: { jobKey: 'sweep open' } },
  // What is due again, and what a stopped worker left; new events ask by themselves (lib/audit/record.ts).
  { task: 'deliver-webhooks', match: '* * * * *', options: { jobKey: 'deliver-webhooks all', maxAttempts: 1 } },
  // After the sweep of the hour, so that what it did is no longer announced.
  { task: 'compose-digests', match: '10 * * * *', options: { jobKey: 'compose-digests' } },
  // What waits for its next attempt; new e-mail brings its own job. The key is the same, so that they don't add up.
  { task: 'send-mail', match: '* * * * *', options: { jobKey: 'send-mail all', maxAttempts: 1 } },
];

const concurrency = 2;
const pollMs = 1_000;
const orphansEveryMs = 5_000;

export type Worker = {
  /** Settles when the worker has ended; rejects when it ended by itself. */
  ended: Promise<void>;
  /** Lets running jobs finish their present step and queue the rest. */
  stop: () => Promise<void>;
};

/** Runs jobs as the application's role until it is stopped. Any number of workers may run beside each other. */
export async function startWorker(url: string, role: string): Promise<Worker> {
  // Two for each job, whose transactions and reads may overlap; one listens, one is for the queue itself.
  const db = openDatabase(url, { role, poolSize: 2 * concurrency + 2 });
  // A connection that breaks in somebody's hands fails what runs on it; unheard, it would end the process as well.
  db.pool.on('connect', (client) => client.on('error', () => undefined));
  const stopping = new AbortController();
  let presence: Presence | undefined;
  const announce = async (workerId: string): Promise<void> => {
    presence = new Presence(url, workerId);
    await presence.begin();
  };
  await releaseOrphanedJobs(db.pool);
  const timer = setInterval(() => {
    releaseOrphanedJobs(db.pool).catch((error: unknown) => log.warn({ err: error }, 'orphaned jobs could not be released'));
  }, orphansEveryMs);
  let announced: Promise<void> | undefined;
  const runner = await run({
    pgPool: db.pool,
    concurrency,
    pollInterval: pollMs,
    noHandleSignals: true,
    parsedCronItems: parseCronItems(timetable),
    taskList: tasksOf(db, stopping.signal),
    logger,
    preset: {
      plugins: [
        {
          name: 'SitewardPresence',
          version: '1.0.0',
          worker: {
            hooks: {
              // Before the first job is taken: a job of a worker that nobody sees would be taken from it.
              startWorker: (_context, { worker }) => (announced ??= announce(worker.workerPool.id)),
            },
          },
        },
      ],
    },
  });
  const close = async (): Promise<void> => {
    clearInterval(timer);
    await presence?.end();
    await closeDatabase(db);
  };
  let closed: Promise<void> | undefined;
  return {
    ended: runner.promise.finally(() => (closed ??= close())),
    stop: async () => {
      stopping.abort();
      await runner.stop();
      await (closed ??= close());
    },
  };
}

function tasksOf(db: Database, signal: AbortSignal): TaskList {
  const task = <Name extends JobName>(name: Name) => async (payload: unknown): Promise<void> => definitions[name](payload as Jobs[Name], { db, signal });
  return Object.fromEntries((Object.keys(definitions) as JobName[]).map((name) => [name, task(name)]));
}

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** The queue's own messages; what it says of each job in passing is only for looking closely. */
const logger = new Logger(() => (level, message) => log[levels[level]]({ part: 'jobs' }, message));
