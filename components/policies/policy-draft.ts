import type { PolicyEffect, PolicyEffectKind, PolicyRule } from '@/lib/domain/policy';
import type { Stage } from '@/lib/domain/stage';
import type { Option } from '../form/option';

/** A rule while it is being written: nothing of it has to be right yet. */
export type PolicyDraft = Omit<PolicyRule, 'description'> & { description: string };

export const emptyDraft: PolicyDraft = { key: '', name: '', description: '', isEnabled: true, triggers: ['widen'], condition: 'true', effects: [] };

export function draftOf({ key, name, description, isEnabled, triggers, condition, effects }: PolicyRule): PolicyDraft {
  return { key, name, description: description ?? '', isEnabled, triggers, condition, effects };
}

export function ruleOf(draft: PolicyDraft): PolicyRule {
  return { ...draft, description: draft.description.trim() === '' ? null : draft.description };
}

/** A key that reads like the name: what most people would choose. */
export function keyFor(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
}

const firstStage: Stage = { key: 'review', name: 'Security review', who: { roles: ['reviewer'], people: [], groups: [], relations: [] }, alternates: null, approvals: 1, order: 1 };

/** An effect as the form begins with it. */
export function newEffect(kind: PolicyEffectKind): PolicyEffect {
  switch (kind) {
    case 'forbid':
    case 'warn':
    case 'disable':
      return { effect: kind, message: '' };
    case 're_review':
      return { effect: kind, narrowFirst: false, message: '' };
    case 'require_stage':
      return { effect: kind, stage: firstStage };
    case 'require_evidence':
      return { effect: kind, kinds: [] };
    case 'limit_audience':
      return { effect: kind, mode: 'custom', people: null, message: '' };
    case 'limit_lifetime':
    case 'limit_duration':
      return { effect: kind, days: 90, message: '' };
    case 'low_risk':
      return { effect: kind };
  }
}

/** Finds people or groups by what was typed. */
export type Finders = { people: (query: string) => Promise<Option[]>; groups: (query: string) => Promise<Option[]> };
