/** One value of a filter; an excluded one is kept out. */
export interface FilterValue {
  value: string;
  excluded: boolean;
}

export interface FacetOption {
  value: string;
  label: string;
  count?: number | undefined;
}

/** One field to filter by: a parameter of the URL and what it may be. */
export interface Facet {
  /** The URL parameter. */
  key: string;
  label: string;
  /** What can be chosen without asking anybody; all there is, unless the facet is open. */
  options: FacetOption[];
  /** The counts bring values of their own: names, tags. */
  isOpen?: boolean | undefined;
  /** For a field that may be empty: the value that asks for that, and the words for nothing and for something. */
  empty?: { value: string; is: string; isNot: string } | undefined;
  /** Finds values by what was typed, where there are too many to list. */
  find?: ((text: string) => Promise<FacetOption[]>) | undefined;
  /** Takes any text as a value. */
  isFree?: boolean | undefined;
  /** Takes days from a calendar too. */
  isDate?: boolean | undefined;
  /** Words for a value that no option has. */
  describe?: ((value: string) => string) | undefined;
}

/** Several fields behind one button. */
export interface FacetGroup {
  label: string;
  facets: Facet[];
}

export type FacetCounts = Record<string, FacetOption[]>;

/** The option that a value means: links are written by hand too, with other capitals or the label in place of the value. */
export function optionOf(facet: Facet, value: string, counts: FacetCounts = {}): FacetOption | undefined {
  const options = [...facet.options, ...(counts[facet.key] ?? [])];
  const word = value.toLowerCase();
  return options.find((option) => option.value === value) ?? options.find((option) => option.value.toLowerCase() === word || option.label.toLowerCase() === word);
}

/** A value in words, as far as anybody has told them. */
export function labelOf(facet: Facet, value: string, counts?: FacetCounts): string {
  return optionOf(facet, value, counts)?.label ?? facet.describe?.(value) ?? value;
}

/** What a filter's value asks for, in words: “not Retired”, “nobody”. */
export function inWords(facet: Facet, { value, excluded }: FilterValue, counts?: FacetCounts): string {
  if (value === facet.empty?.value) return excluded ? facet.empty.isNot : facet.empty.is;
  return `${excluded ? 'not ' : ''}${labelOf(facet, value, counts)}`;
}

/** The same values with one of them let in or kept out, or back to neither where it was so already. */
export function toggled(values: FilterValue[], value: string, excluded: boolean): FilterValue[] {
  const wasSo = values.some((each) => each.value === value && each.excluded === excluded);
  const rest = values.filter((each) => each.value !== value);
  return wasSo ? rest : [...rest, { value, excluded }];
}
