'use client';

import { useState } from 'react';
import { audienceLabels, audienceModes, isWiderMode, type AudienceMode } from '@/lib/domain/audience';
import { errorFor } from '../form/form-error';
import { MultiComboBox } from '../form/multi-combo-box';
import { RadioGroup } from '../form/radio-group';
import { TextArea } from '../form/text-area';
import { Callout } from '../ui/callout';
import { FormattedNumber } from '../ui/number';
import { CommandForm } from './command-form';
import { optionalText, textOf, textsOf } from './form-value';
import type { SiteCommands } from './site-commands';
import type { SiteForForms } from './site-for-forms';

export interface NarrowFormProps {
  site: SiteForForms;
  commands: Pick<SiteCommands, 'narrowSite' | 'findPeople' | 'findGroups'>;
}

const meanings: Record<AudienceMode, string> = {
  admins_only: 'Nobody but the owner and workspace admins',
  custom: 'The owner, admins, and the people and groups you name',
  workspace_all: 'Every active person of the workspace',
};

/** Leaves people out of the Site, at once. */
export function NarrowForm({ site, commands }: NarrowFormProps) {
  const { approvedAudience: today, reach } = site.record;
  const [mode, setMode] = useState<AudienceMode>(today.mode === 'custom' ? 'custom' : 'admins_only');
  const toInput = (form: FormData) => ({
    siteId: site.id,
    revision: site.revision,
    audience: {
      mode: textOf(form, 'mode'),
      ...(mode === 'custom' && { people: textsOf(form, 'people'), groups: textsOf(form, 'groups') }),
    },
    reason: optionalText(form, 'reason'),
  });
  const fields = (problem: Parameters<typeof errorFor>[0]) => (
    <>
      <Callout title="This takes effect at once">
        Today <FormattedNumber value={reach.people} /> {reach.people === 1 ? 'person' : 'people'} can open this Site; workspace
        admins (<FormattedNumber value={reach.admins} />) always can.{' '}
        Whoever you leave out can’t open it any more. To let people back in, ask for a widening; that is reviewed.
      </Callout>
      <RadioGroup
        name="mode"
        label="Who may open it"
        required
        value={mode}
        onChange={(value) => setMode(audienceModes.find((each) => each === value) ?? mode)}
        options={audienceModes.map((value) => ({
          value,
          label: audienceLabels[value],
          description: meanings[value],
          disabledReason: whyNot(value, today.mode),
        }))}
        error={errorFor(problem, 'audience') ?? errorFor(problem, 'audience.mode')}
      />
      {mode === 'custom' && (
        <>
          <MultiComboBox
            name="people"
            label="People"
            load={commands.findPeople}
            placeholder="Find a person"
            defaultOptions={today.people.map(({ id, name }) => ({ value: id, label: name }))}
            error={errorStarting(problem, 'audience.people')}
          />
          <MultiComboBox
            name="groups"
            label="Groups"
            load={commands.findGroups}
            placeholder="Find a group"
            defaultOptions={today.groups.map(({ id, name }) => ({ value: id, label: name }))}
            hint="A group lets in everyone in it, also those who join later."
            error={errorStarting(problem, 'audience.groups')}
          />
        </>
      )}
      <TextArea
        name="reason"
        label="Reason"
        maxLength={2000}
        error={errorFor(problem, 'reason')}
      />
    </>
  );
  return (
    <CommandForm
      toInput={toInput}
      fieldIds={{ audience: 'field-mode', 'audience.people': 'field-people', 'audience.groups': 'field-groups' }}
      run={commands.narrowSite}
      submitLabel="Narrow now"
      success="Audience narrowed"
    >
      {fields}
    </CommandForm>
  );
}

function whyNot(mode: AudienceMode, today: AudienceMode): string | undefined {
  if (isWiderMode(mode, today)) return 'Wider than today. Ask for a widening instead.';
  return mode === today && mode !== 'custom' ? 'As it is today.' : undefined;
}

/** The server names the entry of a list, `audience.people[2]`; the field shows it. */
function errorStarting(problem: Parameters<typeof errorFor>[0], path: string): string | undefined {
  return problem?.errors?.find((error) => error.path.startsWith(path))?.message;
}
