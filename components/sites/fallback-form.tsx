'use client';

import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from './command-form';
import { textOf } from './form-value';
import type { RunOnSite } from './site-commands';
import type { SiteForForms } from './site-for-forms';

/** What people use while the platform doesn't show the Site or has suspended it. */
export function FallbackForm({ site, run }: { site: SiteForForms; run: RunOnSite }) {
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, note: textOf(form, 'note') })}
      submitLabel="Note it"
      success="Fallback noted"
    >
      {(problem) => (
        <TextArea
          name="note"
          label="What people use meanwhile"
          maxLength={4000}
          defaultValue={site.record.fallbackNote ?? ''}
          hint="Whoever works on this Site reads it here. Leave it empty to take the note away."
          error={errorFor(problem, 'note')}
        />
      )}
    </CommandForm>
  );
}
