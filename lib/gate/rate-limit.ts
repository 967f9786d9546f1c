import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { database } from '@/lib/db/client';
import { ProblemError } from './problem';

/** Attempts a minute from one address. Generous for people behind one office address, hopeless for guessing. */
const limits = { 'sign-in': 120, 'wrong-token': 300 } as const;
type Limited = keyof typeof limits;

const limiters = new Map<Limited, RateLimiterPostgres>();

/** Counters live in PostgreSQL, so that a limit holds over all instances together. */
function limiterOf(what: Limited): RateLimiterPostgres {
  const known = limiters.get(what);
  if (known !== undefined) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: database().pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: what,
    points: limits[what],
    duration: 60,
  });
  limiters.set(what, limiter);
  return limiter;
}

/** Counts one attempt. @throws ProblemError 429 with Retry-After once the limit is passed. */
export async function countAttempt(what: Limited, headers: Headers): Promise<void> {
  try {
    await limiterOf(what).consume(addressOf(headers));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new ProblemError('too-many-requests', `Too many attempts from this address. Try again in ${seconds} seconds.`, [], {}, {
      'retry-after': String(seconds),
    });
  }
}

/** The last address that a proxy added: the only one that the visitor could not write themselves. */
function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 64) ?? 'unknown';
}
