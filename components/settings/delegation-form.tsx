'use client';

import { addDays } from 'date-fns';
import { useState, useTransition, type FormEvent } from 'react';
import { utcDate } from '@/lib/domain/utc-day';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import { ComboBox } from '../form/combo-box';
import { DateField } from '../form/date-field';
import { errorFor, FormError } from '../form/form-error';
import type { Option } from '../form/option';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { readableProblem } from '../sites/readable-problem';
import { useDialogClose } from '../ui/dialog-close';
import { toastResult } from '../ui/toast-result';

export interface DelegationFormProps {
  now: string;
  findPeople: (query: string) => Promise<Option[]>;
  /** An admin arranges it for somebody who can’t any more. */
  mayChooseWhom: boolean;
  action: (input: unknown) => Promise<ActionResult<unknown>>;
}

/** Names who decides instead, and until when. */
export function DelegationForm({ now, findPeople, mayChooseWhom, action }: DelegationFormProps) {
  const close = useDialogClose();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const dayIn = (days: number) => utcDate(addDays(new Date(now), days));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    startTransition(async () => {
      const result = await action({
        to: text('to'),
        endsAt: text('endsAt'),
        reason: text('reason'),
        ...(text('startsAt') !== '' && { startsAt: text('startsAt') }),
        ...(text('person') !== '' && { person: text('person') }),
      });
      setProblem(result.ok ? null : result.problem);
      if (!result.ok) return;
      toastResult({ ok: true, message: 'They decide in that place from then on' });
      close();
    });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      {problem !== null && <FormError problem={readableProblem(problem)} />}
      {mayChooseWhom && <ComboBox name="person" label="In whose place" load={findPeople} placeholder="Yours" error={errorFor(problem, 'person')} hint="Empty: yours." />}
      <ComboBox name="to" label="Who decides instead" required load={findPeople} placeholder="Find a person" error={errorFor(problem, 'to')} />
      <DateField name="startsAt" label="From" min={dayIn(0)} error={errorFor(problem, 'startsAt')} hint="Empty: from now on." />
      <DateField name="endsAt" label="Until" required min={dayIn(1)} presets={[7, 14, 21].map((days) => ({ label: `${days} d`, value: dayIn(days) }))} error={errorFor(problem, 'endsAt')} />
      <TextField name="reason" label="Why" required maxLength={200} error={errorFor(problem, 'reason')} hint="Such as a holiday. It stays in the audit log." />
      <SubmitButton pending={isPending}>Let them decide</SubmitButton>
    </form>
  );
}
