import { Prisma } from './generated/client';
import type { Database, Tx } from './client';

const attempts = 4;

/**
 * Runs `work` in one transaction. A deadlock or a serialization failure is nobody's fault: it is tried again,
 * from the start, up to three times. Everything else is the caller's.
 */
export async function inTransaction<Result>(
  { prisma }: Database,
  work: (tx: Tx) => Promise<Result>,
  { timeoutMs = 30_000 }: { timeoutMs?: number } = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prisma.$transaction(work, {
        isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
        maxWait: 15_000,
        timeout: timeoutMs,
      });
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
    }
  }
}

function isTransient(error: unknown): boolean {
  const codes = new Set(['40001', '40P01', 'P2034']);
  return sqlStates(error).some((code) => codes.has(code));
}

/** The name of the violated constraint or unique key, where the error is one; else null. */
export function violatedConstraint(error: unknown): string | null {
  if (!sqlStates(error).some((code) => ['23505', '23514', '23503', 'P2002', 'P2003', 'P2004'].includes(code))) return null;
  const text = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).message);
  return /(?:constraint|index)[\\": ]+([a-z_]+)/i.exec(text)?.[1] ?? 'unknown';
}

/** Prisma's own code, and PostgreSQL's below it, wherever in the chain of causes they stand. */
function sqlStates(error: unknown): string[] {
  const found: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    const level = current as { code?: unknown; originalCode?: unknown; meta?: { driverAdapterError?: unknown }; cause?: unknown };
    for (const code of [level.code, level.originalCode]) if (typeof code === 'string') found.push(code);
    current = level.meta?.driverAdapterError ?? level.cause;
  }
  return found;
}
