/** Whether an error says that the database is gone, or was lost on the way: what was begun is undone by the database itself. */
export function isUnreachable(error: unknown): boolean {
  const { message, code } = (error ?? {}) as { message?: unknown; code?: unknown };
  return /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|terminating connection|connection timeout|not queryable|Can't reach database|\b57P0[1-5]\b|\b08[0P]0\d\b/i.test(
    `${String(code ?? '')} ${String(message ?? error)}`,
  );
}
