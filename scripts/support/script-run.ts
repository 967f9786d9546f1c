import { v7 as uuidv7 } from 'uuid';
import { closeDatabase, openDatabase, type Database } from '../../lib/db/client';
import { systemActor, type Actor } from '../../lib/gate/actor';
import { ProblemError } from '../../lib/gate/problem';
import { isUnreachable } from '../../lib/db/is-unreachable';
import { requireDatabase } from './connect';
import { Fatal } from './fatal.mjs';

/** What went wrong in words for whoever typed the command. */
export class UsageError extends Error {}

/**
 * Runs a script's work on the product's database, as the system: every change goes through the gate and says
 * `shell` in the audit log. Prints one clear line and ends with status 1 when it can't.
 */
export async function runScript(name: string, work: (db: Database, actor: Actor) => Promise<void>): Promise<void> {
  let stop: (() => Promise<void>) | undefined;
  let db: Database | undefined;
  try {
    const found = await requireDatabase();
    stop = found.stop;
    db = openDatabase(found.url, { role: process.env.DATABASE_ROLE ?? 'siteward_app', poolSize: 6 });
    await work(db, systemActor(name, { via: 'shell', correlationId: uuidv7() }));
  } catch (error) {
    process.stderr.write(`${wordsFor(error, name)}\n`);
    process.exitCode = 1;
  } finally {
    if (db !== undefined) await closeDatabase(db);
    await stop?.();
  }
}

function wordsFor(error: unknown, name: string): string {
  if (error instanceof UsageError || error instanceof ProblemError || error instanceof Fatal) return error.message;
  if (isUnreachable(error)) return `${name} lost the database. What it had begun is undone: run it again when the database answers.`;
  return `${name} failed: ${String((error as { message?: unknown }).message ?? error)}`;
}
