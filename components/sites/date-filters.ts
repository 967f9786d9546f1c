import { noValue, type FilterKey } from '@/lib/domain/filter-fields';
import { dateWords } from '../table/date-words';
import type { Facet, FacetOption } from '../table/facet';

type DateKey = Extract<FilterKey, 'expires' | 'reviewDue' | 'reviewed' | 'visited' | 'created' | 'updated' | 'official'>;
type DateFilter = { key: DateKey; lies: 'ahead' | 'behind'; options: FacetOption[]; empty?: [is: string, isNot: string] };

const within = (lies: 'ahead' | 'behind', ...days: number[]): FacetOption[] =>
  days.map((count) => ({ value: `<${count}d`, label: dateWords(`<${count}d`, lies) }));
const notFor = (...days: number[]): FacetOption[] => days.map((count) => ({ value: `>${count}d`, label: `not for ${count} days` }));

/** The dates of a Site, with the words that people ask for them by. */
const dateFilters: DateFilter[] = [
  { key: 'expires', lies: 'ahead', options: [...within('ahead', 7, 30, 90), { value: 'past', label: 'in the past' }], empty: ['no date', 'any date'] },
  { key: 'reviewDue', lies: 'ahead', options: [{ value: 'past', label: 'overdue' }, ...within('ahead', 30)], empty: ['no date', 'any date'] },
  { key: 'visited', lies: 'behind', options: [...notFor(30, 90, 180), ...within('behind', 7)], empty: ['never', 'ever'] },
  { key: 'reviewed', lies: 'behind', options: [...notFor(90, 180), ...within('behind', 30)], empty: ['never', 'ever'] },
  { key: 'created', lies: 'behind', options: within('behind', 7, 30, 90) },
  { key: 'updated', lies: 'behind', options: within('behind', 7, 30, 90) },
  { key: 'official', lies: 'behind', options: within('behind', 30, 90), empty: ['not one', 'since any date'] },
];

/** The words that suggest themselves for a date, by the filter's name. */
export const dateOptions: ReadonlyMap<string, FacetOption[]> = new Map(
  dateFilters.map(({ key, options, empty }) => [key, [...options, ...(empty ? [{ value: noValue, label: empty[0] }] : [])]]),
);

/** One facet for each date. */
export function dateFacets(labelOf: (key: FilterKey) => string): Facet[] {
  return dateFilters.map(({ key, lies, options, empty }) => ({
    key,
    label: labelOf(key),
    options,
    empty: empty && { value: noValue, is: empty[0], isNot: empty[1] },
    isDate: true,
    describe: (value) => dateWords(value, lies),
  }));
}
