'use client';

import { useState, useTransition, type FormEvent } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import { CheckboxGroup } from '../form/checkbox-group';
import { errorFor, FormError } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { readableProblem } from '../sites/readable-problem';
import { Button } from '../ui/button';
import { useDialogClose } from '../ui/dialog-close';
import { eventOptions } from './event-words';
import type { WebhookValues } from './webhook-actions';

export interface WebhookFormProps {
  values?: WebhookValues | undefined;
  submitLabel: string;
  save: (values: WebhookValues) => Promise<ActionResult<unknown>>;
}

/** Where messages go, and which. */
export function WebhookForm({ values = { url: '', description: '', eventTypes: [] }, submitLabel, save }: WebhookFormProps) {
  const close = useDialogClose();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(async () => {
      const result = await save({ url: String(form.get('url')), description: String(form.get('description')), eventTypes: form.getAll('eventTypes').map(String) });
      if (!result.ok) setProblem(result.problem);
    });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <FormError problem={problem && readableProblem(problem)} />
      <TextField name="url" label="Address" type="url" required mono defaultValue={values.url} maxLength={2000} placeholder="https://hooks.example.com/siteward" error={errorFor(problem, 'url')} autoComplete="off" />
      <TextField name="description" label="Name" defaultValue={values.description} maxLength={200} hint="What is behind it, such as “Alerts in the team channel”." error={errorFor(problem, 'description')} autoComplete="off" />
      <CheckboxGroup name="eventTypes" label="Events" defaultValue={values.eventTypes} options={eventOptions(values.eventTypes)} hint="None ticked means all. The API also takes single events." error={errorFor(problem, 'eventTypes')} />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <SubmitButton pending={isPending}>{submitLabel}</SubmitButton>
      </div>
    </form>
  );
}
