'use client';

import { useState } from 'react';
import { audienceLabels } from '@/lib/domain/audience';
import { sourceModeLabels } from '@/lib/domain/classification';
import { disableReasonLabels } from '@/lib/domain/site';
import { errorFor } from '../form/form-error';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { Callout } from '../ui/callout';
import { DefinitionList } from '../ui/definition-list';
import { Disclosure } from '../ui/disclosure';
import { FormattedNumber } from '../ui/number';
import { CommandForm } from './command-form';
import { optionalText, textOf } from './form-value';
import type { RunOnSite } from './site-commands';
import type { SiteForForms } from './site-for-forms';

type Props = { site: SiteForForms; run: RunOnSite };

/** Closes the Site to everyone but its owner and admins. */
export function DisableForm({ site, run }: Props) {
  const { people, admins } = site.record.reach;
  const { disableReasons: offered } = site.record;
  const reasons = offered.filter(({ refusal }) => refusal === null).map(({ reason: value }) => ({ value, label: disableReasonLabels[value] }));
  const others = offered.filter(({ refusal }) => refusal !== null);
  const [reason, setReason] = useState('');
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, reason, note: optionalText(form, 'note') })}
      submitLabel="Disable the Site"
      pendingLabel="Disabling…"
      isDangerous
      success="Site disabled"
      disabledReason={reason === '' ? 'Choose a reason first' : undefined}
    >
      {(problem) => (
        <>
          <Callout tone="danger" title="This closes the Site now">
            <FormattedNumber value={people} /> {people === 1 ? 'person' : 'people'} can open it today. Until it is re-enabled, only the
            owner and workspace admins (<FormattedNumber value={admins} />) can. Open widening requests
            can’t be approved meanwhile. Nothing is deleted.
          </Callout>
          <Select name="reason" label="Reason" required options={reasons} value={reason} onChange={setReason} error={errorFor(problem, 'reason')} />
          {others.length > 0 && (
            <Disclosure summary="Reasons that others give">
              <DefinitionList items={others.map((each) => ({ label: disableReasonLabels[each.reason], value: each.refusal }))} />
            </Disclosure>
          )}
          <TextArea
            name="note"
            label="Note"
            required={reason === 'other'}
            maxLength={2000}
            hint="The owner and reviewers read it; it is kept in the audit log."
            error={errorFor(problem, 'note')}
          />
          <p className="text-muted">
            <strong className="font-medium text-fg">The way back: </strong>
            re-enable it here. After a security reason only a reviewer or an admin can.
          </p>
        </>
      )}
    </CommandForm>
  );
}

/** Opens a disabled Site again, to the audience that is approved now. */
export function EnableForm({ site, run }: Props) {
  const { disabled, approvedAudience } = site.record;
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, note: optionalText(form, 'note') })}
      submitLabel="Re-enable"
      success="Site re-enabled"
    >
      {(problem) => (
        <>
          <DefinitionList
            items={[
              { label: 'Disabled because', value: disabled === null ? null : disableReasonLabels[disabled.reason] },
              { label: 'Note', value: disabled?.note, missing: 'None' },
              { label: 'Opens again to', value: audienceLabels[approvedAudience.mode] },
            ]}
          />
          <TextArea name="note" label="What was put right" maxLength={2000} error={errorFor(problem, 'note')} />
        </>
      )}
    </CommandForm>
  );
}

/** Records that owner, purpose, audience and data sources still hold. */
export function ReviewForm({ site, run }: Props) {
  const { approvedAudience } = site.record;
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, note: optionalText(form, 'note') })}
      submitLabel="Confirm all of this"
      success="Review recorded"
    >
      {(problem) => (
        <>
          <p>You confirm that each of these still holds. Correct what does not before you confirm.</p>
          <DefinitionList
            items={[
              { label: 'Owner', value: site.owner?.name, missing: 'Nobody' },
              { label: 'Purpose', value: site.purpose },
              {
                label: 'Audience',
                value: [audienceLabels[approvedAudience.mode], ...approvedAudience.people.map(({ name }) => name), ...approvedAudience.groups.map(({ name }) => name)].slice(0, 12).join(', '),
              },
              { label: 'Data sources', value: site.dataSources.map(({ name, mode }) => `${name} (${sourceModeLabels[mode].toLowerCase()})`).join(', '), missing: 'None' },
            ]}
          />
          <TextArea name="note" label="Note" maxLength={2000} error={errorFor(problem, 'note')} />
        </>
      )}
    </CommandForm>
  );
}

/** Sets the legal hold, or lifts it. */
export function LegalHoldForm({ site, run }: Props) {
  const { legalHold } = site.record;
  const hold = legalHold === null;
  return (
    <CommandForm
      run={run}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, hold, reason: textOf(form, 'reason') })}
      submitLabel={hold ? 'Set the hold' : 'Lift the hold'}
      isDangerous={!hold}
      success={hold ? 'Legal hold set' : 'Legal hold lifted'}
    >
      {(problem) => (
        <>
          <p>
            {hold
              ? 'While the hold stands nothing of this Site may be deleted, whatever else happens to it. It changes nothing about who can open it. An admin can lift it.'
              : `The hold was set for this reason: ${legalHold.reason} Once it is lifted, the Site can be deleted again.`}
          </p>
          <TextArea name="reason" label="Reason" required maxLength={2000} error={errorFor(problem, 'reason')} />
        </>
      )}
    </CommandForm>
  );
}
