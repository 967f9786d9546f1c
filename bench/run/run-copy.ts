import type { EmbeddedPostgres } from '../../scripts/support/embedded-postgres';
import type { Cleanup } from '../../scripts/support/processes';
import { administer } from './database-session';

const COPY = 'siteward_bench';

/** A copy of the workspace for one run, which may do with it what it likes: the next run finds the data as they were made. */
export async function copyForRun(server: EmbeddedPostgres, cleanup: Cleanup): Promise<{ ownerUrl: string; appUrl: string }> {
  const admin = server.ownerUrl('postgres');
  const drop = `DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`;
  await administer(admin, [drop, `CREATE DATABASE ${COPY} TEMPLATE siteward STRATEGY FILE_COPY`]);
  cleanup.add(() => administer(admin, [drop]).then(() => undefined));
  return { ownerUrl: server.ownerUrl(COPY), appUrl: server.appUrl(COPY) };
}
