'use client';

import { DateField } from '../form/date-field';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { DialogButton } from '../ui/dialog-button';
import { CommandForm } from './command-form';
import { optionalText, textOf } from './form-value';
import type { RunOnSite } from './site-commands';

export interface RotationButtonProps {
  siteId: string;
  /** The environment key. */
  name: string;
  now: string;
  run: RunOnSite;
  disabledReason?: string | undefined;
}

/** Notes that the value of a secret was replaced where it was issued. */
export function RotationButton({ siteId, name, now, run, disabledReason }: RotationButtonProps) {
  const today = now.slice(0, 10);
  return (
    <DialogButton label="Note a replacement" buttonSize="sm" disabledReason={disabledReason} title={`${name} was replaced`}>
      <CommandForm
        run={run}
        toInput={(form) => ({
          siteId,
          key: name,
          // A date field knows days only: today means now, else the start of today would lie before a note of this morning.
          ...(textOf(form, 'rotatedAt') !== today && { rotatedAt: textOf(form, 'rotatedAt') }),
          note: optionalText(form, 'note'),
        })}
        submitLabel="Note it"
        success="Replacement noted"
      >
        {(problem) => (
          <>
            <p>Only the day is kept here, never a value. Replace the secret first, where it was issued and on the platform.</p>
            <DateField name="rotatedAt" label="Replaced on" required max={today} defaultValue={today} error={errorFor(problem, 'rotatedAt')} />
            <TextArea name="note" label="Note" rows={2} maxLength={2000} error={errorFor(problem, 'note')} />
          </>
        )}
      </CommandForm>
    </DialogButton>
  );
}
