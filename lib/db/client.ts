import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '../env';
import { PrismaClient, type Prisma } from './generated/client';
import { statementNames } from './statement-names';

/** The two ways to the same connections: Prisma for records, the pool for prepared list statements. */
export type Database = { prisma: PrismaClient; pool: pg.Pool };
export type Tx = Prisma.TransactionClient;
/** Anything a read can run on: inside somebody's transaction or on its own. */
export type Reader = Tx | PrismaClient;

/**
 * Opens a pool on `url`. `role` is taken on after connecting, so that the process can't do more than the
 * application's own role may (no change of the audit log); empty stays whoever connected. Compiling a statement takes longer than
 * any statement of ours runs, so `jit` is off.
 */
export function openDatabase(url: string, { role, poolSize }: { role: string; poolSize: number }): Database {
  // Prisma's adapter queues statements on one connection, which pg 8 announces to refuse in 9. Nobody who runs the
  // product can act on that; the two are raised together.
  process.noDeprecation = true;
  const options = [role === '' ? '' : `-c role=${role}`, '-c timezone=UTC', '-c statement_timeout=60000', '-c jit=off']
    .filter(Boolean)
    .join(' ');
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    application_name: 'siteward',
    options,
  });
  // A connection that dies while idle (a restarted database) is replaced at the next use; unheard, it would end the process.
  pool.on('error', () => undefined);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }) }) };
}

export async function closeDatabase(database: Database): Promise<void> {
  await database.prisma.$disconnect();
  if (!database.pool.ended) await database.pool.end();
}

// Survives module reloads in development, where each would open a pool of its own.
const holder = globalThis as typeof globalThis & { sitewardDatabase?: Database };

/** The process's database, opened at first use. */
export function database(): Database {
  const settings = env();
  holder.sitewardDatabase ??= openDatabase(settings.DATABASE_URL, {
    role: settings.DATABASE_ROLE,
    poolSize: settings.DATABASE_POOL_SIZE,
  });
  return holder.sitewardDatabase;
}
