import pg from 'pg';
import { log } from '@/lib/log';

const prefix = 'siteward-worker ';
const retryMs = 500;

/**
 * Keeps one connection that tells, by its application_name, that a worker is alive. It goes with the process, however
 * that ends; keepalives tell of a machine that went away.
 */
export class Presence {
  private client: pg.Client | undefined;
  private ended = false;

  constructor(
    private readonly url: string,
    private readonly workerId: string,
  ) {}

  /** @throws when the database can't be reached. */
  async begin(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    await client.connect();
    this.client = client;
    client.once('end', () => void this.beginAgain());
    await client.query('SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3');
    await client.query(`SELECT set_config('application_name', $1, false)`, [prefix + this.workerId]);
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.client?.end();
  }

  /** After a restart of the database. Meanwhile others may take this worker's jobs, which a job has to bear anyway. */
  private async beginAgain(): Promise<void> {
    while (!this.ended) {
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      try {
        return await this.begin();
      } catch (error) {
        log.warn({ err: error }, 'the worker has lost the database');
      }
    }
  }
}

/** How many workers are there to do jobs. The application's role sees its own connections, as which workers run too. */
export async function countWorkers(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND starts_with(application_name, $1)',
    [prefix],
  );
  return rows[0]?.count ?? 0;
}

/** Lets go of the jobs of workers that are no longer there, so that another can go on with them. */
export async function releaseOrphanedJobs(pool: pg.Pool): Promise<void> {
  await pool.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT j.locked_by))
       FROM graphile_worker._private_jobs j
      WHERE j.locked_by IS NOT NULL
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = current_database() AND a.application_name = $1 || j.locked_by)
     HAVING count(*) > 0`,
    [prefix],
  );
}
