'use client';

import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from '../sites/command-form';
import { textOf } from '../sites/form-value';
import type { RunRetirement } from '../sites/site-commands';
import type { SiteForForms } from '../sites/site-for-forms';

/** Brings a Site back from its retirement. */
export function StopRetirementForm({ site, run }: { site: SiteForForms; run: RunRetirement }) {
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, reason: textOf(form, 'reason') })}
      submitLabel="Stop the retirement"
      success="Retirement stopped"
    >
      {(problem) => (
        <>
          <p>
            The Site comes back as it was before, to the same audience. One that has expired or lost its owner meanwhile comes back disabled.
            Secrets that were revoked have to be issued anew.
          </p>
          <TextArea name="reason" label="Reason" required maxLength={2000} error={errorFor(problem, 'reason')} />
        </>
      )}
    </CommandForm>
  );
}
