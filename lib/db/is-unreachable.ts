/** Whether an error says that the database is gone, or was lost on the way: what was begun is undone by the database itself. */
export function isUnreachable(error: unknown): boolean {
  const text = String((error as { message?: unknown } | null)?.message ?? error);
  return /ECONNREFUSED|ECONNRESET|Connection terminated|connection timeout|Can't reach database|57P0[123]/i.test(text);
}
