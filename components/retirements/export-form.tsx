'use client';

import { useState } from 'react';
import { errorFor } from '../form/form-error';
import { RadioGroup } from '../form/radio-group';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from '../sites/command-form';
import { textOf } from '../sites/form-value';
import type { RunRetirement } from '../sites/site-commands';

export interface ExportFormProps {
  siteId: string;
  kind: 'd1' | 'r2';
  /** Why the data can't be said to be exported yet; a waiver can always be given. */
  notYet: string | undefined;
  run: RunRetirement;
}

/** Says where the data of a binding went, or why nobody needs it. */
export function ExportForm({ siteId, kind, notYet, run }: ExportFormProps) {
  const [outcome, setOutcome] = useState<string>(notYet === undefined ? 'exported' : 'waived');
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({
        siteId,
        kind,
        decision: outcome === 'exported' ? { outcome, location: textOf(form, 'decision.location'), checksum: textOf(form, 'decision.checksum') } : { outcome, reason: textOf(form, 'decision.reason') },
      })}
      submitLabel="Note it"
      success="Noted"
    >
      {(problem) => (
        <>
          <RadioGroup
            name="outcome"
            label="What became of the data"
            required
            value={outcome}
            onChange={setOutcome}
            options={[
              { value: 'exported', label: 'It was exported', disabledReason: notYet },
              { value: 'waived', label: 'Nobody needs it any more' },
            ]}
          />
          {outcome === 'exported' ? (
            <>
              <TextField name="decision.location" label="Where it is now" required maxLength={2000} hint="Somewhere that outlives the Site, such as an archive’s address." error={errorFor(problem, 'decision.location')} />
              <TextField name="decision.checksum" label="Checksum" required mono maxLength={300} hint="What sha256sum prints, or another sum with its name before a colon." error={errorFor(problem, 'decision.checksum')} />
            </>
          ) : (
            <TextArea name="decision.reason" label="Why nobody needs it" required maxLength={2000} hint="A sentence. It stays in the tombstone under your name." error={errorFor(problem, 'decision.reason')} />
          )}
        </>
      )}
    </CommandForm>
  );
}
