import { audienceLabels, audienceModes, observedModes } from './audience';
import { classificationLabels, classifications, sensitivities, sensitivityLabels } from './classification';
import { conditionLabels, conditions, requiredFields, siteStateLabels, siteStates } from './site';

/** A value as the URL has it, and in words. */
export type FilterOption = { value: string; label: string };

/** The value that stands for “nothing there”. */
export const noValue = 'none';

/**
 * What a list of Sites can be narrowed by. An `enum` takes only its options; a `reference` names people, departments
 * or data sources, a `text` is free, and both may have words of their own among the options; a `date` takes words and
 * ranges. `optional` fields may be empty, which `none` asks for.
 */
export type FilterField = {
  key: string;
  label: string;
  kind: 'enum' | 'reference' | 'date' | 'text';
  options: readonly FilterOption[];
  optional: boolean;
};

const named = <Value extends string>(values: readonly Value[], labels: Record<Value, string>): FilterOption[] =>
  values.map((value) => ({ value, label: labels[value] }));
const me: FilterOption[] = [{ value: 'me', label: 'Me' }];
/** As `completeness` counts: 0 to 100 % in as many steps as there are required fields. */
const percents = ['', ...requiredFields].map((_, there) => String(Math.round((100 * there) / requiredFields.length)));

const oneOf = <Key extends string>(key: Key, label: string, options: FilterOption[], optional = false) =>
  ({ key, label, kind: 'enum', options, optional }) as const;
const reference = <Key extends string>(key: Key, label: string, options: FilterOption[] = []) =>
  ({ key, label, kind: 'reference', options, optional: true }) as const;
const date = <Key extends string>(key: Key, label: string) => ({ key, label, kind: 'date', options: [], optional: true }) as const;
const text = <Key extends string>(key: Key, label: string, optional: boolean) =>
  ({ key, label, kind: 'text', options: [], optional }) as const;

/** Every filter but the search text, in the order in which the text form writes them. */
export const filterFields = [
  oneOf('state', 'State', named(siteStates, siteStateLabels)),
  oneOf('audience', 'Audience', named(audienceModes, audienceLabels)),
  oneOf('observed', 'Observed audience', named(observedModes, audienceLabels), true),
  oneOf('condition', 'Condition', named(conditions, conditionLabels)),
  oneOf('classification', 'Classification', named(classifications, classificationLabels)),
  oneOf('sensitivity', 'Sensitivity', named(sensitivities, sensitivityLabels), true),
  oneOf('completeness', 'Completeness', percents.map((value) => ({ value, label: `${value}%` }))),
  reference('owner', 'Owner', me),
  oneOf('ownerStatus', 'Owner status', [{ value: 'active', label: 'Active' }, { value: 'deactivated', label: 'Deactivated' }], true),
  reference('successor', 'Successor', me),
  reference('department', 'Department'),
  reference('source', 'Data source'),
  text('tag', 'Tag', true),
  date('expires', 'Expires'),
  date('reviewDue', 'Review'),
  date('reviewed', 'Reviewed'),
  date('visited', 'Visited'),
  date('created', 'Created'),
  date('updated', 'Updated'),
  date('official', 'System of record'),
  text('id', 'Id', false),
] as const;

export type FilterKey = (typeof filterFields)[number]['key'];

/** The filters whose values are counted: the facets. */
export const facetKeys = ['state', 'audience', 'classification', 'department', 'sensitivity', 'source', 'condition', 'completeness', 'ownerStatus', 'tag'] as const satisfies FilterKey[];
export type FacetKey = (typeof facetKeys)[number];

/** The URL parameters that filter: `q`, the search text, and one for each field. */
export const filterKeys: readonly string[] = ['q', ...filterFields.map(({ key }) => key)];
