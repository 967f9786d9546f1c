/** The list of Sites that use a source, retired ones left out. */
export function sitesOfSource(key: string, more: Record<string, string> = {}): string {
  return `/sites?${new URLSearchParams({ source: key, state: '-retired', ...more }).toString()}`;
}

/** The matrix, filtered. */
export function matrixHref(filter: Partial<Record<'uses' | 'mode' | 'audience' | 'problem' | 'q' | 'cursor', string>>): string {
  const params = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  return params.size === 0 ? '/sources/matrix' : `/sources/matrix?${params.toString().replaceAll('%2C', ',')}`;
}
