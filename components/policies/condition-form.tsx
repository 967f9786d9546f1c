import { Plus } from 'lucide-react';
import type { Clause, ConditionForm as Form } from '@/lib/domain/policy-condition';
import { Select } from '../form/select';
import { Button } from '../ui/button';
import { ClauseRow, nextClause } from './clause-row';

export interface ConditionFormProps {
  value: Form;
  onChange: (form: Form) => void;
}

const matches = [
  { value: 'all', label: 'All of these hold' },
  { value: 'any', label: 'Any of these holds' },
];

/** The lines of a condition. */
export function ConditionForm({ value: { match, clauses }, onChange }: ConditionFormProps) {
  const change = (next: Clause[]) => onChange({ match, clauses: next });
  return (
    <div className="space-y-3">
      {clauses.length === 0 && <p className="text-muted">Without a line it always holds.</p>}
      {clauses.length > 1 && (
        <div className="max-w-60">
          <Select name="match" label="Holds when" labelHidden required options={matches} value={match} onChange={(next) => onChange({ match: next === 'any' ? 'any' : 'all', clauses })} />
        </div>
      )}
      {clauses.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {clauses.map((clause, at) => (
            <li key={at} className="py-2">
              <ClauseRow
                at={at}
                clause={clause}
                onChange={(next) => change(clauses.map((each, index) => (index === at ? next : each)))}
                onRemove={() => change(clauses.filter((_, index) => index !== at))}
              />
            </li>
          ))}
        </ul>
      )}
      <Button size="sm" icon={<Plus aria-hidden="true" size={14} />} onClick={() => change([...clauses, nextClause(clauses)])}>
        Add a line
      </Button>
    </div>
  );
}
