import { audienceLabels } from './audience';
import { evidenceLabels } from './evidence';
import type { Changes } from './events';
import { roleLabels } from './permissions';
import { policyTriggerLabels, type PolicyEffect, type PolicyRule } from './policy';
import { stageRelationLabels, type Deciders, type Stage } from './stage';

/** Names for the ids in a rule; what is gone since reads as its id. */
export type NameOf = (id: string) => string;

/** An effect in a sentence, as lists, forms and the audit log show it. */
export function effectWords(effect: PolicyEffect, nameOf: NameOf): string {
  switch (effect.effect) {
    case 'forbid':
      return `Forbids it: “${effect.message}”`;
    case 'warn':
      return `Warns: “${effect.message}”`;
    case 'require_stage':
      return `Asks for ${stageWords(effect.stage, nameOf)}`;
    case 'require_evidence':
      return `Asks for evidence: ${effect.kinds.map((kind) => evidenceLabels[kind]).join(', ')}`;
    case 'limit_audience': {
      const limits = [
        ...(effect.mode === null ? [] : [`“${audienceLabels[effect.mode]}”`]),
        ...(effect.people === null ? [] : [counted(effect.people, 'person', 'people')]),
      ];
      return `Limits the audience to ${limits.join(' and ')}: “${effect.message}”`;
    }
    case 'limit_lifetime':
      return `Limits the lifetime to ${counted(effect.days, 'day', 'days')}: “${effect.message}”`;
    case 'limit_duration':
      return `Limits a widening to ${counted(effect.days, 'day', 'days')}: “${effect.message}”`;
    case 'low_risk':
      return 'Marks it as low risk';
    case 're_review':
      return `Opens a re-review${effect.narrowFirst ? ' and closes the Site to all but its owner meanwhile' : ''}: “${effect.message}”`;
    case 'disable':
      return `Disables the Site: “${effect.message}”`;
  }
}

/** A stage in words: how many approvals by whom. */
function stageWords({ name, approvals, who, alternates, order }: Stage, nameOf: NameOf): string {
  const later = order === 1 ? '' : `, as step ${order}`;
  const others = alternates === null ? '' : `, once escalated also by ${decidersWords(alternates, nameOf)}`;
  return `“${name}”: ${counted(approvals, 'approval', 'approvals')} by ${decidersWords(who, nameOf)}${others}${later}`;
}

function decidersWords({ roles, people, groups, relations }: Deciders, nameOf: NameOf): string {
  const who = [
    ...roles.map((role) => `any ${roleLabels[role].toLowerCase()}`),
    ...people.map(nameOf),
    ...groups.map((id) => `the group ${nameOf(id)}`),
    ...relations.map((relation) => stageRelationLabels[relation].toLowerCase()),
  ];
  return who.length === 0 ? 'nobody' : who.join(' or ');
}

/** What differs between two versions, in words that still read in a year. Nothing: they say the same. */
export function policyChanges(before: PolicyRule | null, after: PolicyRule, nameOf: NameOf): Changes {
  const was = before === null ? null : fieldsOf(before, nameOf);
  const is = fieldsOf(after, nameOf);
  return Object.fromEntries(
    Object.entries(is)
      .filter(([field, value]) => was?.[field] !== value)
      .map(([field, value]) => [field, { before: was?.[field] ?? null, after: value }]),
  );
}

function fieldsOf(rule: PolicyRule, nameOf: NameOf): Record<string, string | boolean | null> {
  return {
    name: rule.name,
    description: rule.description,
    enabled: rule.isEnabled,
    asked: rule.triggers.map((trigger) => policyTriggerLabels[trigger]).join('; '),
    condition: rule.condition,
    effects: rule.effects.map((effect) => effectWords(effect, nameOf)).join('\n'),
  };
}

/** Every person and group that a rule names, by id. */
export function idsIn({ effects }: Pick<PolicyRule, 'effects'>): { people: string[]; groups: string[] } {
  const named = effects.flatMap((effect) => (effect.effect === 'require_stage' ? [effect.stage.who, ...(effect.stage.alternates === null ? [] : [effect.stage.alternates])] : []));
  return { people: named.flatMap(({ people }) => people), groups: named.flatMap(({ groups }) => groups) };
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
