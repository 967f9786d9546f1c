/** Parameters of the list's address that say where in the list one is, not which list it is. */
const passing: readonly string[] = ['view', 'peek', 'cursor', 'offset', 'limit'];

/** The list as it stands without any view, as a value of `view`. */
export const allSites = 'all';

/** As a page is given its address: repeated keys as lists. */
export type AddressParams = Record<string, string | string[] | undefined>;

/** The parameters of an address, repeated keys joined by commas. Empty ones stay: over a view they take a filter away. */
export function toAddress(search: AddressParams): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined) params.set(key, [value].flat().filter(Boolean).join(','));
  }
  return params;
}

/** Writes parameters as an address has them, with commas that people can read. */
export function printQuery(params: URLSearchParams): string {
  return params.toString().replaceAll('%2C', ',');
}

/**
 * What a view keeps of the list's address: its filters, order and columns by name, nothing empty, no page. Two
 * addresses of the same list give the same text.
 */
export function canonicalQuery(params: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const key of [...new Set(params.keys())].sort()) {
    const value = params.getAll(key).filter(Boolean).join(',');
    if (value !== '' && !passing.includes(key)) kept.set(key, value);
  }
  return printQuery(kept);
}

/** Whether an address asks for no view, filter, order or page of the list, so that a first view may open. */
export function isBare(address: URLSearchParams): boolean {
  return [...address].every(([key, value]) => key === 'peek' || value === '');
}

/** A view's query with what the address says besides: a parameter replaces the view's own, an empty one takes it away. */
export function overView(viewQuery: string, address: URLSearchParams): URLSearchParams {
  const merged = new URLSearchParams(viewQuery);
  for (const [key, value] of address) {
    if (value === '') merged.delete(key);
    else merged.set(key, value);
  }
  return merged;
}
