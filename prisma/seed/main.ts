import { seedDemo } from './demo';

// Only errors are printed; what the database driver says about its own future is for its authors.
process.noDeprecation = true;

const url = process.env.MIGRATE_DATABASE_URL;

try {
  if (url === undefined || url === '') throw new Error('MIGRATE_DATABASE_URL is missing: the seed writes as the owner of the tables.');
  await seedDemo(url);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
