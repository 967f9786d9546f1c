import type { Tx } from '@/lib/db/client';

/** Forgets answered POSTs, `limit` at most, and counters of attempts that have run out. Answers how many POSTs it forgot. */
export async function forgetAnswers(tx: Tx, before: Date, limit: number): Promise<number> {
  await tx.$executeRaw`DELETE FROM rate_limit WHERE expire < ${before.getTime()}`;
  return tx.$executeRaw`
    DELETE FROM idempotency_key WHERE (actor_id, key) IN (SELECT actor_id, key FROM idempotency_key WHERE created_at < ${before} ORDER BY created_at LIMIT ${limit})`;
}
