import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { JOBS_SCHEMA, JOBS_SCHEMA_WHOLE } from './jobs-schema';

/** Installs the queue's tables, or brings them up to date, as their owner; the application's role may use them. */
export async function installJobsSchema(connectionString: string, client: Pick<pg.Client, 'query'>): Promise<void> {
  await runMigrations({ connectionString });
  await client.query(grants);
  await client.query(`COMMENT ON SCHEMA ${JOBS_SCHEMA} IS '${JOBS_SCHEMA_WHOLE}'`);
}

// graphile-worker's tables have row-level security without a policy: closed to everybody but their owner.
const grants = `
DO $$
DECLARE
  closed record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'siteward_app') THEN
    RETURN;
  END IF;
  GRANT USAGE ON SCHEMA ${JOBS_SCHEMA} TO siteward_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOBS_SCHEMA} TO siteward_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${JOBS_SCHEMA} TO siteward_app;
  REVOKE INSERT, UPDATE, DELETE ON ${JOBS_SCHEMA}.migrations FROM siteward_app;
  FOR closed IN SELECT relname FROM pg_class WHERE relnamespace = '${JOBS_SCHEMA}'::regnamespace AND relrowsecurity LOOP
    EXECUTE format('DROP POLICY IF EXISTS siteward_app ON ${JOBS_SCHEMA}.%I', closed.relname);
    EXECUTE format('CREATE POLICY siteward_app ON ${JOBS_SCHEMA}.%I TO siteward_app USING (true) WITH CHECK (true)', closed.relname);
  END LOOP;
END $$`;
