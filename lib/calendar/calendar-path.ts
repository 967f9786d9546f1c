/** Where a calendar is read, from the root of the console. Whoever knows it reads it. */
export function calendarPath(secret: string): string {
  return `/api/calendar/${secret}.ics`;
}

/** The secret of the last part of such a path; null for anything else. */
export function secretOf(file: string): string | null {
  return /^([\w-]{43})\.ics$/.exec(file)?.[1] ?? null;
}
