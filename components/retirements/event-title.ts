/** What an event says, as the title of its own line: the person stands beside it. */
export function eventTitle(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}
