'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { policyTriggerLabels, policyTriggers, type PolicyRule, type PolicyTrigger } from '@/lib/domain/policy';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import type { PolicyCheck } from '@/lib/policies/check-policy';
import type { SavedPolicy } from '@/lib/policies/policy-shape';
import type { SimulationView } from '@/lib/policies/simulation-shape';
import { Checkbox } from '../form/checkbox';
import { CheckboxGroup } from '../form/checkbox-group';
import { errorFor, FormError } from '../form/form-error';
import { MovedOn } from '../form/moved-on';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { readableProblem } from '../sites/readable-problem';
import { Panel } from '../ui/panel';
import { toastResult } from '../ui/toast-result';
import { ConditionEditor } from './condition-editor';
import { EffectsEditor } from './effects-editor';
import { keyFor, ruleOf, type Finders, type PolicyDraft } from './policy-draft';
import type { RuleNote } from './rule-note';
import { SimulationPanel } from './simulation-panel';
import { usePolicyCheck } from './use-policy-check';

export interface PolicyFormProps {
  start: PolicyDraft;
  /** The policy that is changed, in the version that is on the page; null for a new one. */
  policy: { id: string; version: number } | null;
  find: Finders;
  /** Names for the ids in the rule. */
  names: Record<string, string>;
  now: string;
  /** A simulation of this rule that was begun before. */
  simulation: SimulationView | null;
  save: (input: PolicyRule & { why: string; policyId?: string; revision?: number }) => Promise<ActionResult<SavedPolicy>>;
}

const triggers = policyTriggers.map((value) => ({ value, label: policyTriggerLabels[value] }));

/** Writes a policy: what is asked when, under which condition, with which effects. It can be tried out before it is saved. */
export function PolicyForm({ start, policy, find, names, now, simulation, save }: PolicyFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(start);
  const [hasOwnKey, setOwnKey] = useState(policy !== null || start.key !== '');
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const check = usePolicyCheck(draft);
  const change = (next: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...next }));
  const notes = notesOf(check);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    startTransition(async () => {
      const { key, ...says } = ruleOf(draft);
      const result = await save(policy === null ? { key, ...says, why } : ({ ...says, why, policyId: policy.id, revision: policy.version } as Parameters<typeof save>[0]));
      setProblem(result.ok ? null : result.problem);
      if (!result.ok) return;
      toastResult({ ok: true, message: policy === null ? 'The policy is in force' : `Version ${result.answer.version} is in force` });
      router.push(`/policies/${result.answer.id}`);
    });
  };
  const reload = () =>
    startTransition(() => {
      setProblem(null);
      router.refresh();
    });
  return (
    <form onSubmit={submit} className="max-w-4xl space-y-4">
      {problem !== null && (problem.status === 409 ? <MovedOn problem={problem} onLoad={reload} isLoading={isPending} /> : <FormError problem={readableProblem(problem)} />)}
      <Panel title="Policy">
        <div className="space-y-3">
          <TextField
            name="name"
            label="Name"
            required
            maxLength={120}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value, ...(!hasOwnKey && { key: keyFor(target.value) }) })}
            error={errorFor(problem, 'name')}
            hint="Every refusal and every request names it."
          />
          {policy === null && (
            <TextField
              name="key"
              label="Key"
              required
              mono
              maxLength={60}
              pattern="[a-z0-9]+(-[a-z0-9]+)*"
              value={draft.key}
              onChange={({ target }) => {
                setOwnKey(true);
                change({ key: target.value });
              }}
              error={errorFor(problem, 'key')}
              hint="What files and records name it by. It can’t be changed later."
            />
          )}
          <TextArea name="description" label="Description" rows={2} maxLength={2000} value={draft.description} onChange={({ target }) => change({ description: target.value })} error={errorFor(problem, 'description')} hint="What it is for, for whoever meets it." />
          <Checkbox name="isEnabled" label="In force" hint="Unticked, it is kept and not asked." checked={draft.isEnabled} onChange={({ target }) => change({ isEnabled: target.checked })} />
        </div>
      </Panel>
      <Panel title="When it is asked">
        <div className="[&_fieldset]:sm:columns-2">
          <CheckboxGroup
            name="triggers"
            label="When it is asked"
            labelHidden
            options={triggers}
            value={draft.triggers}
            onChange={(chosen) => change({ triggers: policyTriggers.filter((trigger) => (chosen as PolicyTrigger[]).includes(trigger)) })}
            error={errorFor(problem, 'triggers')}
          />
        </div>
      </Panel>
      <ConditionEditor value={draft.condition} onChange={(condition) => change({ condition })} check={check} error={errorFor(problem, 'condition')} />
      <EffectsEditor value={draft.effects} onChange={(effects) => change({ effects })} notes={notes} error={errorFor(problem, 'effects')} find={find} names={names} />
      <SimulationPanel rules={[ruleOf(draft)]} before={simulation} now={now} onProblem={setProblem} />
      <Panel title={policy === null ? 'Add the policy' : 'Save the next version'}>
        <div className="space-y-3">
          <p className="text-muted">
            It counts from now on, also for requests that wait: they are judged by the policies of the moment in which they are decided. The way back: restore the version before, or archive the policy.
          </p>
          <TextArea name="why" label="Why" required maxLength={2000} value={why} onChange={({ target }) => setWhy(target.value)} error={errorFor(problem, 'why')} hint="Stays with the version." />
          <SubmitButton pending={isPending}>{policy === null ? 'Add the policy' : 'Save the next version'}</SubmitButton>
        </div>
      </Panel>
    </form>
  );
}

function notesOf(check: PolicyCheck | null): RuleNote[] {
  if (check === null) return [];
  return [...check.problems.map((note) => ({ ...note, isProblem: true })), ...check.notes.map((note) => ({ ...note, isProblem: false }))];
}
