'use client';

import { useState, useTransition, type FormEvent } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import type { Preferences } from '@/lib/notifications/get-preferences';
import { Checkbox } from '../form/checkbox';
import { errorFor, FormError } from '../form/form-error';
import type { Option } from '../form/option';
import { RadioGroup } from '../form/radio-group';
import { Select } from '../form/select';
import { SubmitButton } from '../form/submit-button';
import { toastResult } from '../ui/toast-result';

export interface PreferencesFormProps {
  preferences: Preferences;
  action: (input: { frequency: string; weekday: number; byMail: boolean }) => Promise<ActionResult<unknown>>;
}

const weekdays: Option[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, at) => ({ value: String(at + 1), label }));

/** How somebody is told, within what the workspace requires; what it doesn't leave open says so. */
export function PreferencesForm({ preferences: { inForce, required }, action }: PreferencesFormProps) {
  const [frequency, setFrequency] = useState<string>(inForce.frequency);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    // A disabled box sends nothing; it is one that has to be ticked.
    const byMail = required.mail || form.get('byMail') === 'on';
    startTransition(async () => {
      const result = await action({ frequency, weekday: Number(form.get('weekday') ?? inForce.weekday), byMail });
      setProblem(result.ok ? null : result.problem);
      if (result.ok) toastResult({ ok: true, message: 'Saved' });
    });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <FormError problem={problem} />
      <RadioGroup
        name="frequency"
        label="How often"
        value={frequency}
        onChange={setFrequency}
        error={errorFor(problem, 'frequency')}
        options={[
          { value: 'weekly', label: 'Once a week', disabledReason: required.daily ? 'Your workspace requires a daily digest.' : undefined },
          { value: 'daily', label: 'Every day on which something waits' },
        ]}
      />
      {frequency === 'weekly' && (
        <div className="max-w-56">
          <Select name="weekday" label="On" required options={weekdays} defaultValue={String(inForce.weekday)} hint="If that day is quiet, on the next that isn’t." error={errorFor(problem, 'weekday')} />
        </div>
      )}
      <Checkbox
        name="byMail"
        label="By e-mail too"
        defaultChecked={inForce.byMail}
        disabled={required.mail}
        hint={required.mail ? 'Your workspace requires e-mail.' : 'Without it your digest comes to your inbox here alone.'}
      />
      <SubmitButton pending={isPending}>Save</SubmitButton>
    </form>
  );
}
