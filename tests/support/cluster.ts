import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { applyMigrations } from '@/lib/db/migrate';
import { startEmbeddedPostgres } from '@/scripts/support/embedded-postgres';

/** What a test needs to know of the cluster that serves the whole run. */
export interface TestCluster {
  port: number;
  ownerPassword: string;
  appPassword: string;
}

/** The database that each test's own is copied from. */
export const TEMPLATE = 'siteward_template';

interface Shared {
  users: number;
  started: Promise<{ cluster: TestCluster; stop: () => Promise<void> }>;
}

// Each vitest project loads its setup apart, in one process: here they find the same cluster.
const holder = globalThis as typeof globalThis & { sitewardTestCluster?: Shared };

/** Starts the cluster of this test run, or joins the one that another project started. */
export async function joinCluster(): Promise<{ cluster: TestCluster; leave: () => Promise<void> }> {
  const shared = (holder.sitewardTestCluster ??= { users: 0, started: start() });
  shared.users += 1;
  const { cluster, stop } = await shared.started;
  return {
    cluster,
    leave: async () => {
      shared.users -= 1;
      if (shared.users > 0) return;
      delete holder.sitewardTestCluster;
      await stop();
    },
  };
}

async function start() {
  const folder = await mkdtemp(path.join(tmpdir(), 'siteward-test-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ folder, disposable: true });
    const stop = async () => {
      await server.stop();
      await remove();
    };
    try {
      await makeTemplate(server.ownerUrl('postgres'), server.ownerUrl(TEMPLATE));
    } catch (error) {
      await stop();
      throw error;
    }
    const { superuserPassword, appPassword } = server.credentials;
    return { cluster: { port: server.port, ownerPassword: superuserPassword, appPassword }, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeTemplate(adminUrl: string, templateUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
    await applyMigrations(templateUrl);
    await admin.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  } finally {
    await admin.end();
  }
}
