import { filterFields, noValue, type FilterKey, type FilterOption } from '@/lib/domain/filter-fields';
import type { Facet, FacetGroup } from '../table/facet';
import { dateFacets } from './date-filters';

export interface FacetChoices {
  departments: { name: string }[];
  sources: { key: string; name: string }[];
  /** The people whom the filter names by address, to show them by name. */
  people: { email: string; name: string }[];
  /** Finds people; the value is what the filter calls them by. */
  findPeople?: ((text: string) => Promise<FilterOption[]>) | undefined;
}

/** The words for a field that has nothing in it, and for one that has. */
const empty: Partial<Record<FilterKey, [is: string, isNot: string]>> = {
  observed: ['not reported', 'reported'],
  sensitivity: ['no data source', 'any'],
  owner: ['nobody', 'somebody'],
  ownerStatus: ['no owner', 'any owner'],
  successor: ['nobody', 'somebody'],
  department: ['none', 'any'],
  source: ['none', 'any'],
  tag: ['none', 'any'],
};

const fieldOf = (key: FilterKey) => filterFields.find((each) => each.key === key);
const labelOf = (key: FilterKey): string => fieldOf(key)?.label ?? key;

function facet(key: FilterKey, more: Partial<Facet> = {}): Facet {
  const [is, isNot] = empty[key] ?? [];
  return {
    key,
    label: labelOf(key),
    options: [...(fieldOf(key)?.options ?? [])],
    ...(is !== undefined && isNot !== undefined && { empty: { value: noValue, is, isNot } }),
    ...more,
  };
}

/** What the list can be filtered by. Values are words that read well in a link where there are any. */
export function siteFacets({ departments, sources, people, findPeople }: FacetChoices): (Facet | FacetGroup)[] {
  const person: Partial<Facet> = {
    options: [{ value: 'me', label: 'Me' }, ...people.map(({ email, name }) => ({ value: email, label: name }))],
    isOpen: true,
    find: findPeople,
  };
  return [
    facet('state'),
    facet('audience'),
    facet('ownerStatus'),
    facet('condition'),
    facet('classification'),
    facet('department', { isOpen: true, options: departments.map(({ name }) => ({ value: name, label: name })) }),
    facet('source', { isOpen: true, options: sources.map(({ key, name }) => ({ value: key, label: name })) }),
    facet('sensitivity'),
    facet('completeness'),
    facet('tag', { isOpen: true, isFree: true }),
    { label: 'Dates', facets: dateFacets(labelOf) },
    { label: 'More…', facets: [facet('owner', person), facet('successor', person), facet('observed')] },
  ];
}
