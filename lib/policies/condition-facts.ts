import type { PolicyFacts } from '@/lib/domain/policy-facts';
import { policyElements, policyVariables, type PolicyVariable } from '@/lib/domain/policy-variables';

type Fields = Record<string, PolicyVariable>;
type Values = Record<string, unknown>;

class TypedRecord {
  constructor(values: Values) {
    Object.assign(this, values);
  }
}

/** CEL knows a value's type by its constructor, so each kind of record has its own. */
export const conditionTypes = {
  source: { fields: policyElements.source as Fields, ctor: class extends TypedRecord {} },
  binding: { fields: policyElements.binding as Fields, ctor: class extends TypedRecord {} },
  secret: { fields: policyElements.secret as Fields, ctor: class extends TypedRecord {} },
  site: { fields: policyVariables.site as Fields, ctor: class extends TypedRecord {} },
  change: { fields: policyVariables.change as Fields, ctor: class extends TypedRecord {} },
  people: { fields: policyVariables.people as Fields, ctor: class extends TypedRecord {} },
};
type TypeName = keyof typeof conditionTypes;

/** Facts as CEL reads them. Made once for a Site, read by every policy. */
export type ConditionFacts = Record<'site' | 'change' | 'people', TypedRecord> & { sources: TypedRecord[]; conflicts: string[] };

/** Which fields of each type are not as CEL wants them: whole numbers are bigints there, elements have a type. */
const conversions = Object.fromEntries(
  Object.entries(conditionTypes).map(([name, { fields }]) => [
    name,
    {
      wholes: Object.keys(fields).filter((field) => fields[field]?.type === 'int'),
      lists: Object.keys(fields).flatMap((field) => {
        const element = /^list<(\w+)>$/.exec(fields[field]?.type ?? '')?.[1];
        return element === undefined || element === 'string' ? [] : [[field, element] as const];
      }),
    },
  ]),
) as Record<TypeName, { wholes: string[]; lists: (readonly [string, TypeName])[] }>;

export function toConditionFacts({ site, change, people, sources, conflicts }: PolicyFacts): ConditionFacts {
  return {
    site: convert('site', site),
    change: convert('change', change),
    people: convert('people', people),
    sources: sources.map((source) => convert('source', source)),
    conflicts,
  };
}

function convert(type: TypeName, values: Values): TypedRecord {
  const converted = new conditionTypes[type].ctor(values) as unknown as Values;
  const { wholes, lists } = conversions[type];
  for (const field of wholes) converted[field] = BigInt(values[field] as number);
  for (const [field, element] of lists) converted[field] = (values[field] as Values[]).map((item) => convert(element, item));
  return converted;
}
