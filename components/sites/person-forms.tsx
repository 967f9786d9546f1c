'use client';

import { ComboBox } from '../form/combo-box';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from './command-form';
import { optionalText, textOf } from './form-value';
import type { SiteCommands } from './site-commands';
import type { SiteForForms } from './site-for-forms';

type Props<Name extends keyof SiteCommands> = { site: SiteForForms; commands: Pick<SiteCommands, Name | 'findPeople'> };

/** Names who takes over when the owner leaves; an emptied field takes the name away. */
export function SuccessorForm({ site, commands }: Props<'nameSuccessor'>) {
  const { successor } = site.record;
  return (
    <CommandForm
      run={commands.nameSuccessor}
      toInput={(form) => ({
        siteId: site.id,
        revision: site.revision,
        successor: textOf(form, 'successor') || null,
        reason: optionalText(form, 'reason'),
      })}
      submitLabel="Save"
      success="Successor saved"
    >
      {(problem) => (
        <>
          <p>
            The successor sees the whole record and is asked to agree. Once they have, the Site is theirs when the owner leaves; nothing changes until then.
          </p>
          <ComboBox
            name="successor"
            label="Successor"
            load={commands.findPeople}
            placeholder="Find a person"
            defaultOption={successor === null ? undefined : { value: successor.id, label: successor.name, description: successor.email }}
            hint={successor === null ? undefined : 'Empty the field to name nobody.'}
            error={errorFor(problem, 'successor')}
          />
          <TextArea name="reason" label="Reason" maxLength={2000} error={errorFor(problem, 'reason')} />
        </>
      )}
    </CommandForm>
  );
}

/** Offers the Site to a new owner, who accepts or declines. */
export function TransferForm({ site, commands }: Props<'transferSite'>) {
  return (
    <CommandForm
      run={commands.transferSite}
      toInput={(form) => ({ siteId: site.id, revision: site.revision, to: textOf(form, 'to'), reason: textOf(form, 'reason') })}
      submitLabel="Offer the Site"
      pendingLabel="Sending…"
      success={({ state }) => (state === 'approved' ? 'You own this Site now' : 'Offered; the new owner has to accept')}
    >
      {(problem) => (
        <>
          <p>
            {site.owner === null ? 'Nobody owns this Site now.' : `${site.owner.name} owns this Site until the new owner accepts.`} An
            offer can be withdrawn until then. Whoever takes a Site over themselves owns it at once.
          </p>
          <ComboBox
            name="to"
            label="New owner"
            required
            load={commands.findPeople}
            placeholder="Find a person"
            error={errorFor(problem, 'to')}
          />
          <TextArea name="reason" label="Reason" required maxLength={2000} hint="The new owner reads it." error={errorFor(problem, 'reason')} />
        </>
      )}
    </CommandForm>
  );
}
