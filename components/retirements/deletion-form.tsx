'use client';

import { useState } from 'react';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from '../sites/command-form';
import { textOf } from '../sites/form-value';
import type { RunRetirement } from '../sites/site-commands';
import { Callout } from '../ui/callout';

/** An admin says that the Site is deleted on the platform: the one thing that can't be undone. */
export function DeletionForm({ siteId, slug, run }: { siteId: string; slug: string; run: RunRetirement }) {
  const [typed, setTyped] = useState('');
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId, slug: typed, note: textOf(form, 'note') })}
      submitLabel="It is deleted for good"
      pendingLabel="Leaving the tombstone…"
      isDangerous
      success="Retired. Its tombstone stays."
      disabledReason={typed === slug ? undefined : `Type ${slug} to confirm`}
    >
      {(problem) => (
        <>
          <Callout tone="danger" title="This can’t be undone">
            Delete the Site in the platform’s admin page first. Then say so here: the record becomes a tombstone that nobody can change. There is no way back.
          </Callout>
          <TextArea name="note" label="How it was deleted, and how one can see it" required maxLength={2000} error={errorFor(problem, 'note')} />
          <TextField
            name="slug"
            label={`Type ${slug} to confirm`}
            required
            mono
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={errorFor(problem, 'slug')}
          />
        </>
      )}
    </CommandForm>
  );
}
