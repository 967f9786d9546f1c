import path from 'node:path';
import { defineConfig } from 'prisma/config';

// No connection string here: the CLI only generates, validates and formats. Migrations go through lib/db/migrate.ts.
export default defineConfig({
  schema: path.join('prisma', 'schema.prisma'),
  migrations: { path: path.join('prisma', 'migrations') },
});
