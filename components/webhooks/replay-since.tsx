'use client';

import { useState, useTransition, type FormEvent } from 'react';
import type { Problem } from '@/lib/gate/problem';
import { DateField, type DatePreset } from '../form/date-field';
import { errorFor, FormError } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { readableProblem } from '../sites/readable-problem';
import { Button } from '../ui/button';
import { useDialogClose } from '../ui/dialog-close';
import { toastResult } from '../ui/toast-result';
import type { ReplayActions } from './webhook-actions';

export interface ReplaySinceProps {
  endpointId: string;
  presets: DatePreset[];
  replaySince: ReplayActions['replaySince'];
}

/** Sends again all that failed since a day, and what the endpoint missed while it was off. */
export function ReplaySince({ endpointId, presets, replaySince }: ReplaySinceProps) {
  const close = useDialogClose();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const since = String(new FormData(event.currentTarget).get('since'));
    startTransition(async () => {
      const result = await replaySince({ endpointId, since });
      if (!result.ok) return setProblem(result.problem);
      const count = result.answer.failed + result.answer.missed;
      toastResult({ ok: true, message: `${count.toLocaleString('en-US')} ${count === 1 ? 'message is' : 'messages are'} on the way` });
      close();
    });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <FormError problem={problem && readableProblem(problem)} />
      <DateField name="since" label="Since" required defaultValue={presets[0]?.value} presets={presets} hint="The day begins in UTC." error={errorFor(problem, 'since')} />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <SubmitButton pending={isPending} pendingLabel="Sending…">
          Send again
        </SubmitButton>
      </div>
    </form>
  );
}
