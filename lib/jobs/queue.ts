import type { Tx } from '@/lib/db/client';

/** Every kind of job, with what it is told. */
export type Jobs = {
  'plan-bulk-action': { bulkId: string };
  'run-bulk-action': { bulkId: string };
  'fold-lists': object;
  /** Sends what waits to be sent; one run takes all that is due. */
  'send-mail': object;
  /** Makes the digests of the day. */
  'compose-digests': object;
  /** Takes new events of the audit log to the webhooks, and sends what is due. */
  'deliver-webhooks': object;
  /** Hands over the Sites of somebody who left. */
  'hand-over-sites': { personId: string };
  /** Takes up what changed in the records of open Sites since their audience was approved. */
  'open-re-reviews': object;
  /** Tells of drift incidents that were opened or have ended, and does what policies say to them. */
  'tell-incidents': object;
  /** Takes an access review to where it can go by itself: collects its Sites, tells those who are asked, applies what silence means. */
  'advance-campaign': { campaignId: string };
  /** Goes on with the sweep that is open; without one, begins that of the present hour. */
  'sweep': object;
  /** Asks the policies about versions that a report of the platform has brought. */
  'judge-deployments': { deployments: { siteId: string; deploymentId: string }[] };
  /** Goes on with trying out policies over the past year and the inventory. */
  'simulate-policies': { simulationId: string };
};
export type JobName = keyof Jobs;

/**
 * Adds a job in the caller's transaction: it is there when that commits, and never otherwise. `key` names the work: while
 * a job with the same key waits, this one takes its place; while it runs, this one comes after it. `at` puts it off.
 */
export async function enqueue<Name extends JobName>(tx: Tx, name: Name, payload: Jobs[Name], { key, at = null }: { key: string; at?: Date | null }): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json, job_key => ${`${name} ${key}`}, run_at => ${at}::timestamptz)`;
}
