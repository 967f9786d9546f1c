import { X } from 'lucide-react';
import { conditionFieldOf, conditionFields, type Clause, type ConditionField } from '@/lib/domain/policy-condition';
import { CheckboxGroup } from '../form/checkbox-group';
import { Select } from '../form/select';
import { TextField } from '../form/text-field';
import { Button } from '../ui/button';

export interface ClauseRowProps {
  at: number;
  clause: Clause;
  onChange: (clause: Clause) => void;
  onRemove: () => void;
}

const fields = (Object.keys(conditionFields) as ConditionField[]).map((field) => ({ value: field, label: conditionFieldOf(field).label, description: conditionFieldOf(field).group }));
const senses = [
  { value: 'is', label: 'is so' },
  { value: 'isNot', label: 'is not so' },
];

/** Another line: one that is not there yet, so that it says something of its own. */
export function nextClause(clauses: readonly Clause[]): Clause {
  const names = fields.map(({ value }) => value);
  return newClause(names.find((name) => clauses.every(({ field }) => field !== name)) ?? 'classification');
}

/** A line as it begins: its text has to be a condition from the start. */
function newClause(field: ConditionField): Clause {
  const known = conditionFieldOf(field);
  if (known.value === 'none') return { field, isNot: false, value: null };
  if (known.value === 'number') return { field, isNot: false, value: known.unit === 'days' ? 90 : known.unit === 'people' ? 50 : 0 };
  return { field, isNot: false, value: [known.value === 'choices' ? (known.options[0]?.value ?? '') : ''] };
}

/** One line: what is looked at, whether it shall be so, and with which value. */
export function ClauseRow({ at, clause, onChange, onRemove }: ClauseRowProps) {
  const { label } = conditionFieldOf(clause.field);
  return (
    <div className="grid items-start gap-2 sm:grid-cols-[minmax(0,16rem)_7rem_minmax(0,1fr)_auto]">
      <Select
        name={`clause.${at}.field`}
        label={`Line ${at + 1}`}
        labelHidden
        required
        options={fields}
        value={clause.field}
        onChange={(field) => onChange({ ...newClause(field as ConditionField), isNot: clause.isNot })}
      />
      <Select name={`clause.${at}.sense`} label={`Line ${at + 1}: whether`} labelHidden required options={senses} value={clause.isNot ? 'isNot' : 'is'} onChange={(sense) => onChange({ ...clause, isNot: sense === 'isNot' })} />
      <ClauseValue at={at} clause={clause} onChange={(value) => onChange({ ...clause, value })} />
      <span className="justify-self-end">
        <Button variant="ghost" iconOnly aria-label={`Remove line ${at + 1}: ${label}`} icon={<X aria-hidden="true" size={16} />} onClick={onRemove} />
      </span>
    </div>
  );
}

function ClauseValue({ at, clause: { field, value }, onChange }: { at: number; clause: Clause; onChange: (value: Clause['value']) => void }) {
  const known = conditionFieldOf(field);
  const name = `clause.${at}.value`;
  const words = Array.isArray(value) ? value : [];
  switch (known.value) {
    case 'none':
      return <span aria-hidden="true" />;
    case 'number':
      return (
        <div className="flex items-center gap-2">
          <div className="w-28">
            <TextField name={name} label={`${known.label} (${known.unit})`} labelHidden required type="number" min={0} max={999_999_999} step={1} value={typeof value === 'number' ? value : 0} onChange={({ target }) => onChange(wholeNumber(target.value))} />
          </div>
          <span className="text-muted">{known.unit}</span>
        </div>
      );
    case 'words':
      // What is typed stays as it is typed: a comma at the end is the beginning of the next word.
      return <TextField name={name} label={known.label} labelHidden required hint={`${known.hint} With commas between.`} value={words.join(',')} onChange={({ target }) => onChange(target.value.split(','))} onBlur={() => onChange(tidy(words))} />;
    case 'choices':
      return (
        <div className="[&_fieldset]:flex [&_fieldset]:flex-wrap [&_fieldset]:gap-x-4">
          {/* The last one can't be unticked: a list of nothing is never met. */}
          <CheckboxGroup name={name} label={known.label} labelHidden options={[...known.options]} value={words} onChange={(next) => next.length > 0 && onChange(inOrder(next, known.options))} />
        </div>
      );
  }
}

function wholeNumber(text: string): number {
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) ? 0 : Math.min(Math.max(number, 0), 999_999_999);
}

function tidy(words: readonly string[]): string[] {
  const kept = words.map((word) => word.trim()).filter((word) => word !== '');
  return kept.length === 0 ? [''] : kept;
}

function inOrder(chosen: readonly string[], options: readonly { value: string }[]): string[] {
  return options.flatMap(({ value }) => (chosen.includes(value) ? [value] : []));
}
