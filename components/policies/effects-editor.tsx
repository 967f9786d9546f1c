'use client';

import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import { policyEffectLabels, type PolicyEffect, type PolicyEffectKind } from '@/lib/domain/policy';
import type { RuleNote } from './rule-note';
import { fieldId } from '../form/field-frame';
import { Select } from '../form/select';
import { Button } from '../ui/button';
import { Panel } from '../ui/panel';
import { EffectFields } from './effect-fields';
import { newEffect, type Finders } from './policy-draft';
import { RuleNotes } from './rule-note';

export interface EffectsEditorProps {
  value: PolicyEffect[];
  onChange: (effects: PolicyEffect[]) => void;
  /** What the check says of each, by path. */
  notes: RuleNote[];
  error?: string | undefined;
  find: Finders;
  /** Names for the ids in the rule. */
  names: Record<string, string>;
}

const kinds = (Object.keys(policyEffectLabels) as PolicyEffectKind[]).map((value) => ({ value, label: policyEffectLabels[value] }));

/** What follows when the condition holds. */
export function EffectsEditor({ value, onChange, notes, error, find, names }: EffectsEditorProps) {
  // Effects have no ids of their own; what is typed into one must not move to another when one before it goes.
  const keys = useRef<number[]>([]);
  while (keys.current.length < value.length) keys.current.push(Math.max(0, ...keys.current) + 1);
  const remove = (at: number) => {
    keys.current.splice(at, 1);
    onChange(value.filter((_, index) => index !== at));
  };
  return (
    <Panel id={fieldId('effects')} title="Effects" description="All of them follow. A policy that forbids wins over whatever others say.">
      <div className="space-y-3">
        {error !== undefined && <p className="text-danger">{error}</p>}
        {value.length === 0 && <p className="text-muted">Nothing follows yet. Add an effect.</p>}
        <ul className="divide-y divide-line border-y border-line empty:hidden">
          {value.map((effect, at) => (
            <li key={keys.current[at]} className="space-y-2 py-3">
              <div className="flex items-start gap-2">
                <div className="w-64 max-w-full">
                  <Select
                    name={`effects.${at}.effect`}
                    label={`Effect ${at + 1}`}
                    labelHidden
                    required
                    options={kinds}
                    value={effect.effect}
                    onChange={(kind) => onChange(value.map((each, index) => (index === at ? newEffect(kind as PolicyEffectKind) : each)))}
                  />
                </div>
                <span className="flex-1" />
                <Button variant="ghost" iconOnly aria-label={`Remove effect ${at + 1}: ${policyEffectLabels[effect.effect]}`} icon={<X aria-hidden="true" size={16} />} onClick={() => remove(at)} />
              </div>
              <EffectFields at={at} effect={effect} onChange={(next) => onChange(value.map((each, index) => (index === at ? next : each)))} find={find} names={names} />
              <RuleNotes notes={notes.filter(({ path }) => path === `effects[${at}]` || path.startsWith(`effects[${at}].`))} />
            </li>
          ))}
        </ul>
        <Button size="sm" icon={<Plus aria-hidden="true" size={14} />} disabledReason={value.length >= 10 ? 'Ten effects are the most' : undefined} onClick={() => onChange([...value, newEffect('forbid')])}>
          Add an effect
        </Button>
      </div>
    </Panel>
  );
}
