'use client';

import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from '../sites/command-form';
import { optionalText, textOf } from '../sites/form-value';
import type { RunRetirement } from '../sites/site-commands';
import type { SiteForForms } from '../sites/site-for-forms';
import { Callout } from '../ui/callout';
import { FormattedNumber } from '../ui/number';
import { Instant } from '../ui/time';

/** Says what retiring the Site means, to how many people, and how it comes back. */
export function BeginRetirementForm({ site, now, run }: { site: SiteForForms; now: string; run: RunRetirement }) {
  const { reach, retirement: preview, legalHold } = site.record;
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, reason: textOf(form, 'reason'), graduatedInto: optionalText(form, 'graduatedInto') })}
      submitLabel="Begin the retirement"
      pendingLabel="Beginning…"
      isDangerous
      success="Retirement begun"
    >
      {(problem) => (
        <>
          {preview !== null && (
            <Callout tone="danger" title={preview.isOpen ? 'This closes the Site, and then deletes it' : 'This deletes the Site in the end'}>
              {preview.isOpen ? (
                <>
                  <FormattedNumber value={reach.people} /> {reach.people === 1 ? 'person' : 'people'} can open it today.{' '}
                  {preview.told === null ? 'Too many to write to each: you get a text to post. ' : 'Each of them gets a message now. '}
                  It closes on <Instant at={preview.closesAt} now={now} format="date" />, and is deleted on the platform on{' '}
                </>
              ) : (
                'Nobody can open it now, so nobody is written to but those who answer for it. It is deleted on the platform on '
              )}
              <Instant at={preview.deletesAt} now={now} format="date" /> at the earliest: first its data has to be exported or waived, and its secrets revoked.
            </Callout>
          )}
          {legalHold !== null && <Callout tone="warning" title="A legal hold stops the clock">Nothing happens until it is lifted.</Callout>}
          <TextArea name="reason" label="Reason" required maxLength={2000} hint="The people who use it read it." error={errorFor(problem, 'reason')} />
          <TextField
            name="graduatedInto"
            label="What replaces it"
            maxLength={300}
            hint="The slug of a Site, an https address, or a name."
            error={errorFor(problem, 'graduatedInto')}
          />
          <p className="text-muted">
            <strong className="font-medium text-fg">The way back: </strong>
            the owner or an admin can stop it at any time before the deletion, for at least thirty days after the closing.
          </p>
        </>
      )}
    </CommandForm>
  );
}
