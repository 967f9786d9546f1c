import { policyEffectLabels, policyTriggerLabels, type PolicyEffect, type PolicyEffectKind, type PolicyRule, type PolicyTrigger } from './policy';
import type { FieldProblem } from './refusal';
import type { Stage } from './stage';

/** When an effect can follow at all. A warning is shown wherever somebody looks. */
const effectTriggers: Partial<Record<PolicyEffectKind, readonly PolicyTrigger[]>> = {
  forbid: ['create', 'widen', 'renew', 'deploy', 're_enable', 'transfer'],
  require_stage: ['widen', 'renew', 'change'],
  require_evidence: ['widen', 'renew', 'change'],
  limit_audience: ['create', 'widen', 'renew', 'deploy', 're_enable', 'transfer'],
  limit_lifetime: ['create', 'renew'],
  limit_duration: ['widen'],
  low_risk: ['widen'],
  re_review: ['change'],
  disable: ['drift', 'sweep'],
};

/** What in a rule can't be meant, by its path in the input; what type-checks its condition is not here. */
export function problemsInRule({ effects }: Pick<PolicyRule, 'effects'>): FieldProblem[] {
  return effects.flatMap((effect, at): FieldProblem[] => {
    const path = `effects[${at}]`;
    if (effect.effect === 'limit_audience' && effect.mode === null && effect.people === null) return [{ path, message: 'Say which audience is the widest, or how many people it may reach.' }];
    if (effect.effect === 'require_stage' && isNobody(effect.stage.who)) return [{ path: `${path}.stage.who`, message: 'Say who may answer.' }];
    return [];
  });
}

function isNobody({ roles, people, groups, relations }: Stage['who']): boolean {
  return roles.length + people.length + groups.length + relations.length === 0;
}

/** How many people there are today who could answer a stage. */
export type StagePool = {
  /** The place of the effect in the rule. */
  at: number;
  /** Those whom role, group or name lets answer. */
  people: number;
  /** At most so many more by their relation to a Site; null: nobody knows. */
  related: number | null;
  /** The approvals that it takes, also by other policies that ask for the same stage. */
  approvals: number;
  /** The names of those other policies, which narrow it. */
  sharedWith: string[];
  /** Those named in it who have left. */
  left: string[];
};

/** What whoever writes a rule is told although it can be saved. */
export function notesOnRule({ triggers, effects }: Pick<PolicyRule, 'triggers' | 'effects'>, pools: readonly StagePool[]): FieldProblem[] {
  return effects.flatMap((effect, at) => [
    ...idleNotes(effect, triggers).map((message) => ({ path: `effects[${at}]`, message })),
    ...pools.filter((pool) => pool.at === at).flatMap((pool) => poolNotes(effect, pool).map((message) => ({ path: `effects[${at}].stage`, message }))),
  ]);
}

function idleNotes({ effect }: PolicyEffect, triggers: readonly PolicyTrigger[]): string[] {
  const when = effectTriggers[effect];
  if (when === undefined || when.some((trigger) => triggers.includes(trigger))) return [];
  return [`“${policyEffectLabels[effect]}” has an effect only when: ${when.map((trigger) => policyTriggerLabels[trigger].toLowerCase()).join('; ')}. This policy isn’t asked then.`];
}

function poolNotes(effect: PolicyEffect, { people, related, approvals, sharedWith, left }: StagePool): string[] {
  if (effect.effect !== 'require_stage') return [];
  const { name } = effect.stage;
  const notes = left.length === 0 ? [] : [`${left.join(', ')} ${left.length === 1 ? 'has' : 'have'} left and can’t answer “${name}”.`];
  if (related === null) return notes;
  const most = people + related;
  const together = sharedWith.length === 0 ? '' : ` together with ${sharedWith.map((policy) => `“${policy}”`).join(', ')}, which ${sharedWith.length === 1 ? 'asks' : 'ask'} for the same stage,`;
  if (most < approvals) {
    return [...notes, `“${name}”${together} takes ${counted(approvals, 'approval')}, but only ${counted(most, 'person', 'people')} can answer it today. Nothing that needs it can be approved until there are more, or it asks for fewer.`];
  }
  if (most === approvals) {
    return [...notes, `“${name}”${together} takes ${counted(approvals, 'approval')}, and no more than ${counted(most, 'person', 'people')} can answer it today. When one of them asks or owns the Site, nobody is left to answer in their place.`];
  }
  return notes;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
