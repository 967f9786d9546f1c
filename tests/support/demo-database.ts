import pg from 'pg';
import { inject } from 'vitest';
import { seedDemo } from '@/prisma/seed/demo';
import type { TestCluster } from './cluster';
import { createTestDatabase, type TestDatabase } from './test-database';

/** The database that each copy of the demo is made from, seeded by whoever needs it first. */
const DEMO = 'siteward_demo';

/** Makes a database with the whole demo workspace in it. */
export async function createDemoDatabase(cluster: TestCluster = inject('cluster')): Promise<TestDatabase> {
  const admin = new pg.Client({ connectionString: `postgresql://postgres:${cluster.ownerPassword}@127.0.0.1:${cluster.port}/postgres` });
  await admin.connect();
  try {
    // Two files at once: the second waits, and then finds it there.
    await admin.query(`SELECT pg_advisory_lock(hashtext('${DEMO}'))`);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [DEMO]);
    if (rowCount === 0) await seedTemplate(admin, cluster);
  } finally {
    await admin.end();
  }
  return createTestDatabase(cluster, DEMO);
}

async function seedTemplate(admin: pg.Client, cluster: TestCluster): Promise<void> {
  const seeded = await createTestDatabase(cluster);
  await seedDemo(seeded.ownerUrl);
  await admin.query(`DROP DATABASE IF EXISTS ${DEMO}`);
  await admin.query(`ALTER DATABASE ${new URL(seeded.ownerUrl).pathname.slice(1)} RENAME TO ${DEMO}`);
  await admin.query(`ALTER DATABASE ${DEMO} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}
