import type { DomainEvent, EventType } from './events';
import type { PolicyRule } from './policy';
import { policyChanges, type NameOf } from './policy-words';
import { refuse, refuseField, type FieldProblem, type Refusal } from './refusal';

/** A policy as it is kept: its newest version, and whether it was put away. */
export type KeptPolicy = { id: string; version: number; isArchived: boolean; rule: PolicyRule };

/** A version to be written. The first one makes the policy. */
export type NewVersion = { policyId: string; number: number; rule: PolicyRule; why: string };
export type PolicyOutcome = { versions: NewVersion[]; archive: { policyId: string }[]; unarchive: { policyId: string }[]; events: DomainEvent[] };

type Said = { why: string; nameOf: NameOf };

/** Refuses a rule that can't be kept, field by field. */
export function refuseRule(problems: readonly FieldProblem[]): Refusal | null {
  const [first] = problems;
  return first === undefined ? null : refuse('rule', problems.map(({ message }) => message).join(' '), { fields: [...problems] });
}

export function createPolicy(policyId: string, rule: PolicyRule, taken: KeptPolicy | null, said: Said): PolicyOutcome | Refusal {
  if (taken !== null) {
    return refuseField('key', taken.isArchived ? `“${taken.rule.name}” had this key and was archived. Restore it, or choose another key.` : `“${taken.rule.name}” has this key already. Choose another.`);
  }
  return nothing({ versions: [{ policyId, number: 1, rule, why: said.why }], events: [eventOf('policy.created', { id: policyId, rule }, null, said)] });
}

/** `revision` is the version that whoever changes it has seen. */
export function changePolicy(policy: KeptPolicy, rule: PolicyRule, revision: number | undefined, said: Said): PolicyOutcome | Refusal {
  if (policy.isArchived) return refuse('conflict', 'This policy is archived. Restore it first.');
  const stale = refuseStale(policy, revision);
  if (stale !== null) return stale;
  if (rule.key !== policy.rule.key) return refuseField('key', 'The key stays as it is: decisions and files name the policy by it.');
  return Object.keys(changesOf(policy, rule, said)).length === 0 ? refuse('rule', 'Nothing would change: the policy says this already.') : write('policy.changed', policy, rule, said);
}

export function archivePolicy(policy: KeptPolicy, revision: number | undefined, said: Said): PolicyOutcome | Refusal {
  if (policy.isArchived) return refuse('conflict', 'This policy is archived already.');
  return refuseStale(policy, revision) ?? nothing({ archive: [{ policyId: policy.id }], events: [{ ...eventOf('policy.archived', policy, policy.rule, said), changes: {} }] });
}

/** Makes what an earlier version said the newest one; an archived policy comes back with it. */
export function restorePolicy(policy: KeptPolicy, from: PolicyRule, revision: number | undefined, said: Said): PolicyOutcome | Refusal {
  const stale = refuseStale(policy, revision);
  if (stale !== null) return stale;
  if (!policy.isArchived && Object.keys(changesOf(policy, from, said)).length === 0) return refuse('rule', 'Nothing would change: this is what the policy says.');
  return { ...write('policy.restored', policy, from, said), unarchive: policy.isArchived ? [{ policyId: policy.id }] : [] };
}

/** What a file of policies would do to those that there are. */
export type PolicyFilePlan = {
  added: PolicyRule[];
  changed: { policy: KeptPolicy; rule: PolicyRule }[];
  restored: { policy: KeptPolicy; rule: PolicyRule }[];
  archived: KeptPolicy[];
  unchanged: KeptPolicy[];
};

/** `prune`: what the file does not name is archived. */
export function planFile(policies: readonly KeptPolicy[], rules: readonly PolicyRule[], { prune, nameOf }: { prune: boolean; nameOf: NameOf }): PolicyFilePlan {
  const kept = new Map(policies.map((policy) => [policy.rule.key, policy]));
  const plan: PolicyFilePlan = { added: [], changed: [], restored: [], archived: [], unchanged: [] };
  for (const rule of rules) {
    const policy = kept.get(rule.key);
    if (policy === undefined) plan.added.push(rule);
    else if (policy.isArchived) plan.restored.push({ policy, rule });
    else if (Object.keys(policyChanges(policy.rule, rule, nameOf)).length > 0) plan.changed.push({ policy, rule });
    else plan.unchanged.push(policy);
  }
  const named = new Set(rules.map(({ key }) => key));
  if (prune) plan.archived.push(...policies.filter(({ isArchived, rule }) => !isArchived && !named.has(rule.key)));
  return plan;
}

/** Brings the policies to what the file says; `newId` names each one that there was not. */
export function applyFile(plan: PolicyFilePlan, newId: () => string, said: Said): PolicyOutcome {
  const added = plan.added.map((rule) => ({ policyId: newId(), number: 1, rule, why: said.why }));
  const written = [...plan.changed.map((each) => write('policy.changed', each.policy, each.rule, said)), ...plan.restored.map((each) => write('policy.restored', each.policy, each.rule, said))];
  return {
    versions: [...added, ...written.flatMap(({ versions }) => versions)],
    archive: plan.archived.map(({ id }) => ({ policyId: id })),
    unarchive: plan.restored.map(({ policy }) => ({ policyId: policy.id })),
    events: [
      ...added.map(({ policyId, rule }) => eventOf('policy.created', { id: policyId, rule }, null, said)),
      ...written.flatMap(({ events }) => events),
      ...plan.archived.map((policy) => ({ ...eventOf('policy.archived', policy, policy.rule, said), changes: {} })),
    ],
  };
}

function write(type: EventType, policy: KeptPolicy, rule: PolicyRule, said: Said): PolicyOutcome {
  const number = policy.version + 1;
  const event = eventOf(type, { id: policy.id, rule }, policy.rule, said);
  return nothing({ versions: [{ policyId: policy.id, number, rule, why: said.why }], events: [{ ...event, data: { ...event.data, version: number } }] });
}

function nothing(but: Partial<PolicyOutcome>): PolicyOutcome {
  return { versions: [], archive: [], unarchive: [], events: [], ...but };
}

function refuseStale({ version }: KeptPolicy, revision: number | undefined): Refusal | null {
  if (revision === undefined || revision === version) return null;
  return refuse('stale', `Somebody else changed this policy: it is at version ${version} now. Look again, then repeat.`, { details: { revision: version } });
}

const changesOf = (policy: KeptPolicy, rule: PolicyRule, { nameOf }: Said) => policyChanges(policy.rule, rule, nameOf);

function eventOf(type: EventType, { id, rule }: { id: string; rule: PolicyRule }, before: PolicyRule | null, { why, nameOf }: Said): DomainEvent {
  return { type, subject: { kind: 'policy', id, name: rule.name }, reason: why, changes: policyChanges(before, rule, nameOf), data: { key: rule.key } };
}
