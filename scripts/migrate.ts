import { applyMigrations } from '../lib/db/migrate';
import { requireDatabase } from './support/connect';
import { Fatal, reportFatal } from './support/fatal.mjs';
import { connect } from './support/own-database';

// npm run migrate: brings the database in MIGRATE_DATABASE_URL (or DATABASE_URL, or the demo's) up to date.
try {
  const { migrateUrl, stop } = await requireDatabase();
  try {
    await (await connect(migrateUrl, 'MIGRATE_DATABASE_URL or DATABASE_URL')).end();
    const { applied } = await applyMigrations(migrateUrl).catch((error: unknown) => {
      throw new Fatal((error as Error).message);
    });
    for (const name of applied) console.log(`Applied ${name}`);
    if (applied.length === 0) console.log('Nothing to do: the database has every migration.');
  } finally {
    await stop();
  }
} catch (error) {
  reportFatal(error);
}
