const lostKinds: ReadonlySet<unknown> = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']);
const lostWords =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|Connection terminated|terminating connection|connection timeout|not queryable|Can't reach database|\b57P0[1-5]\b|\b08[0P]0\d\b/i;

/** Whether an error says that the database is gone, or was lost on the way: what was begun is undone by the database itself. */
export function isUnreachable(error: unknown): boolean {
  const { message, code, meta } = (error ?? {}) as { message?: unknown; code?: unknown; meta?: { driverAdapterError?: { cause?: { kind?: unknown } } } };
  // Prisma puts words of its own in place of what a socket said, and keeps only its own name for it.
  return lostKinds.has(meta?.driverAdapterError?.cause?.kind) || lostWords.test(`${String(code ?? '')} ${String(message ?? error)}`);
}
