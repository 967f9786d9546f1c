/** The audit page with some filters. */
export function auditUrl(values: Record<string, string>, path = '/audit'): string {
  const query = new URLSearchParams(values).toString();
  return query === '' ? path : `${path}?${query}`;
}
