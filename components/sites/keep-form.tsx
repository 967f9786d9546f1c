'use client';

import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from './command-form';
import { textOf } from './form-value';
import type { RunOnSite } from './site-commands';

/** Says that a Site is needed though nobody visits it. */
export function KeepForm({ site, run }: { site: { id: string; revision: number }; run: RunOnSite }) {
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, reason: textOf(form, 'reason') })}
      submitLabel="Still needed"
      success="Kept"
    >
      {(problem) => (
        <>
          <p>It stays as it is, and whether anybody visits it is counted anew from today. Its expiry date does not change.</p>
          <TextArea name="reason" label="Why it is still needed" required maxLength={2000} error={errorFor(problem, 'reason')} />
        </>
      )}
    </CommandForm>
  );
}
