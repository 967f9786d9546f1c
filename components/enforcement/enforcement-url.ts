/** What of the list the address asks for; null: the usual. */
export type EnforcementFilter = { state: string | null; aspect: string | null };

export function enforcementUrl({ state, aspect }: EnforcementFilter, cursor?: string): string {
  const params = new URLSearchParams();
  if (state !== null) params.set('state', state);
  if (aspect !== null) params.set('aspect', aspect);
  if (cursor !== undefined) params.set('cursor', cursor);
  const query = params.toString();
  return `/lifecycle/enforcement${query === '' ? '' : `?${query}`}`;
}
