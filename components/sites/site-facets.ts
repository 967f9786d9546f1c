import { audienceLabels, audienceModes } from '@/lib/domain/audience';
import { classificationLabels, classifications } from '@/lib/domain/classification';
import { conditionLabels, conditions, siteStateLabels, siteStates } from '@/lib/domain/site';
import type { Facet } from '../table/facet';

export interface FacetChoices {
  departments: { id: string; name: string }[];
  people: { email: string; name: string }[];
  sources: { key: string; name: string }[];
}

type Labels<Value extends string> = Record<Value, string>;
const optionsOf = <Value extends string>(values: readonly Value[], labels: Labels<Value>) =>
  values.map((value) => ({ value, label: labels[value] }));

/** What the list can be filtered by. Values are words that read well in a link where there are any. */
export function siteFacets({ departments, people, sources }: FacetChoices): Facet[] {
  return [
    { key: 'state', label: 'State', options: optionsOf(siteStates, siteStateLabels) },
    { key: 'audience', label: 'Audience', options: optionsOf(audienceModes, audienceLabels) },
    { key: 'condition', label: 'Condition', options: optionsOf(conditions, conditionLabels) },
    { key: 'classification', label: 'Classification', options: optionsOf(classifications, classificationLabels) },
    {
      key: 'department',
      label: 'Department',
      options: [
        { value: 'none', label: 'None' },
        // A comma separates values in the URL, so a name with one is named by its id.
        ...departments.map(({ id, name }) => ({ value: name.includes(',') ? id : name, label: name })),
      ],
    },
    {
      key: 'owner',
      label: 'Owner',
      options: [
        { value: 'me', label: 'Me' },
        { value: 'none', label: 'Nobody' },
        ...people.map(({ email, name }) => ({ value: email, label: name })),
      ],
    },
    {
      key: 'source',
      label: 'Data source',
      options: [{ value: 'none', label: 'None' }, ...sources.map(({ key, name }) => ({ value: key, label: name }))],
    },
  ];
}
