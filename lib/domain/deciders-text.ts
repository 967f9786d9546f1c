import { roleLabels } from './permissions';
import type { Deciders, StageRelation } from './stage';

const relationTexts: Record<StageRelation, string> = {
  owner_manager: 'the owner’s manager',
  department_lead: 'the lead of the department',
  source_owner: 'the owners of its data sources',
};

/** Whom a stage asks, as a sentence goes on: `reviewers, Rita Roe or anybody in Legal`. `names` are of people and groups, by id. */
export function decidersText({ who, also }: { who: Deciders; also: readonly Deciders[] }, names: ReadonlyMap<string, string>): string {
  return [who, ...also].map((deciders) => oneOf(deciders, names)).join(', and who is also among ');
}

function oneOf({ roles, people, groups, relations }: Deciders, names: ReadonlyMap<string, string>): string {
  const parts = [
    ...roles.map((role) => `${roleLabels[role].toLowerCase()}s`),
    ...people.map((id) => names.get(id) ?? 'somebody who is unknown'),
    ...groups.map((id) => `anybody in ${names.get(id) ?? 'a group that is gone'}`),
    ...relations.map((relation) => relationTexts[relation]),
  ];
  const last = parts.pop();
  if (last === undefined) return 'nobody';
  return parts.length === 0 ? last : `${parts.join(', ')} or ${last}`;
}
