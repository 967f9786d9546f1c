'use client';

import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from '../sites/command-form';
import { optionalText, textOf } from '../sites/form-value';
import type { RunRetirement } from '../sites/site-commands';

export interface SecretFormProps {
  siteId: string;
  /** The secret that was revoked; null: one more that has to be. */
  secret: { key: string; powered: string | null } | null;
  run: RunRetirement;
}

/** Ticks a secret off as revoked, or adds one to the list. */
export function SecretForm({ siteId, secret, run }: SecretFormProps) {
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({
        siteId,
        key: secret?.key ?? textOf(form, 'key'),
        isRevoked: secret !== null,
        powered: optionalText(form, 'powered'),
        note: optionalText(form, 'note'),
      })}
      submitLabel={secret === null ? 'Add it to the list' : 'It is revoked'}
      success={secret === null ? 'Added' : 'Noted'}
    >
      {(problem) => (
        <>
          {secret === null && <TextField name="key" label="Name of the secret" required mono maxLength={200} hint="Its name, never its value." error={errorFor(problem, 'key')} />}
          <TextField name="powered" label="What it gave access to" maxLength={500} defaultValue={secret?.powered ?? ''} error={errorFor(problem, 'powered')} />
          {secret !== null && (
            <TextArea name="note" label="Where it was revoked" required maxLength={2000} hint="At its source, and how one can see it: a page, a ticket." error={errorFor(problem, 'note')} />
          )}
        </>
      )}
    </CommandForm>
  );
}
