import type pg from 'pg';

/** The name under which the tables of the job queue count as a migration. */
export const JOBS_SCHEMA = 'graphile_worker';

/** The migration that the installed graphile-worker ends at; a test holds it against the package. */
const VERSION = 19;
/** Said of the schema once all of it is there, so that an installation cut short is begun again. */
export const JOBS_SCHEMA_WHOLE = `The job queue of Siteward, version ${VERSION}.`;

/** Whether the queue's tables are there, of this version and granted. Asks the catalogue, which every role may read. */
export async function hasJobsSchema(client: Pick<pg.Client, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ said: string | null }>(
    `SELECT obj_description(to_regnamespace('${JOBS_SCHEMA}'), 'pg_namespace') AS said`,
  );
  return rows[0]?.said === JOBS_SCHEMA_WHOLE;
}
