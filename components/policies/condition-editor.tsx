'use client';

import { useState } from 'react';
import { readCondition, writeCondition } from '@/lib/domain/policy-condition';
import type { PolicyCheck } from '@/lib/policies/check-policy';
import { Button } from '../ui/button';
import { Panel } from '../ui/panel';
import { ConditionForm } from './condition-form';
import { ConditionText } from './condition-text';

export interface ConditionEditorProps {
  value: string;
  onChange: (text: string) => void;
  check: PolicyCheck | null;
  error?: string | undefined;
}

/** The condition: lines to choose from, or CEL. Whatever has the form's shape can be looked at either way. */
export function ConditionEditor({ value, onChange, check, error }: ConditionEditorProps) {
  const form = readCondition(value);
  const [asText, setAsText] = useState(form === null);
  const isText = asText || form === null;
  const toForm = form === null ? 'The text says something that the form can’t show' : undefined;
  return (
    <Panel
      title="Condition"
      description="When it holds, the effects below follow."
      actions={
        isText ? (
          <Button size="sm" disabledReason={toForm} onClick={() => setAsText(false)}>
            Edit in the form
          </Button>
        ) : (
          <Button size="sm" onClick={() => setAsText(true)}>
            Edit as text
          </Button>
        )
      }
    >
      {isText ? (
        <ConditionText value={value} onChange={onChange} check={check} error={error} />
      ) : (
        <div className="space-y-3">
          <ConditionForm value={form} onChange={(next) => onChange(writeCondition(next))} />
          <p className="text-xs text-muted">
            As text:{' '}
            <code className="font-mono break-words text-fg" data-testid="condition-text">
              {value}
            </code>
          </p>
          {check?.condition && <p className="text-xs text-danger">{check.condition.message}</p>}
        </div>
      )}
    </Panel>
  );
}
