'use client';

import { useState, useTransition, type FormEvent } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import { CheckboxGroup } from '../form/checkbox-group';
import { ComboBox } from '../form/combo-box';
import { errorFor, FormError } from '../form/form-error';
import type { Option } from '../form/option';
import { Select } from '../form/select';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { readableProblem } from '../sites/readable-problem';
import { Button } from '../ui/button';
import { useDialogClose } from '../ui/dialog-close';
import { NewToken, type CreatedToken } from './new-token';

export type TokenInput = { name: string; scopes: string[]; expiresInDays: number; person?: string };

export interface CreateTokenProps {
  /** Auditors change nothing, and neither do their tokens. */
  mayWrite: boolean;
  /** Given when tokens for somebody else may be made. */
  findPeople?: ((query: string) => Promise<Option[]>) | undefined;
  action: (input: TokenInput) => Promise<ActionResult<CreatedToken>>;
}

const spans: Option[] = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: '365 days, the longest' },
];

/** The form of a new token, and after it the token itself: the only time that it is shown. */
export function CreateToken({ mayWrite, findPeople, action }: CreateTokenProps) {
  const close = useDialogClose();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const person = String(form.get('person') ?? '');
    startTransition(async () => {
      const result = await action({
        name: String(form.get('name')),
        scopes: form.getAll('scopes').map(String),
        expiresInDays: Number(form.get('expiresInDays')),
        ...(person !== '' && { person }),
      });
      if (result.ok) setCreated(result.answer);
      else setProblem(result.problem);
    });
  };
  if (created !== null) return <NewToken token={created} onDone={close} />;
  return (
    <form onSubmit={submit} className="space-y-4">
      <FormError problem={problem && readableProblem(problem)} />
      <TextField name="name" label="Name" required maxLength={100} hint="What uses it, such as “Nightly export”." error={errorFor(problem, 'name')} autoComplete="off" />
      <CheckboxGroup
        name="scopes"
        label="Scopes"
        defaultValue={['read']}
        error={errorFor(problem, 'scopes')}
        options={[
          { value: 'read', label: 'Read', description: 'See what its person may see.' },
          ...(mayWrite ? [{ value: 'write', label: 'Write', description: 'Change what its person may change.' }] : []),
        ]}
        hint={mayWrite ? undefined : 'Auditors change nothing, so their tokens only read.'}
      />
      <Select name="expiresInDays" label="Expires after" required options={spans} defaultValue="90" error={errorFor(problem, 'expiresInDays')} />
      {findPeople && (
        <ComboBox name="person" label="For somebody else" load={findPeople} placeholder="Yourself" hint="The token then acts as this person." error={errorFor(problem, 'person')} />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <SubmitButton pending={isPending} pendingLabel="Creating…">
          Create the token
        </SubmitButton>
      </div>
    </form>
  );
}
