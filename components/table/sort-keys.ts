/** One key of a sort by several. */
export interface SortKey {
  key: string;
  isDescending: boolean;
}

/** Reads `expiresAt,-title`: the first key counts most, `-` is descending. */
export function parseSort(text: string): SortKey[] {
  return text.split(',').filter(Boolean).map((part) => (part.startsWith('-') ? { key: part.slice(1), isDescending: true } : { key: part, isDescending: false }));
}

export function formatSort(keys: readonly SortKey[]): string {
  return keys.map(({ key, isDescending }) => `${isDescending ? '-' : ''}${key}`).join();
}

/** Sorts by one column alone; the other way round where it led already. */
export function sortBy(keys: readonly SortKey[], key: string): SortKey[] {
  const [first] = keys;
  return [{ key, isDescending: first?.key === key && !first.isDescending }];
}

/** Adds a column as the last key; then turns it round; then takes it out again, unless it is the only one. */
export function sortAlsoBy(keys: readonly SortKey[], key: string): SortKey[] {
  const there = keys.find((each) => each.key === key);
  if (there === undefined) return [...keys, { key, isDescending: false }];
  if (there.isDescending && keys.length > 1) return keys.filter((each) => each !== there);
  return keys.map((each) => (each === there ? { key, isDescending: !each.isDescending } : each));
}
