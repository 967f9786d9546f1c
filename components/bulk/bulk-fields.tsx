'use client';

import { useState } from 'react';
import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels, classifications } from '@/lib/domain/classification';
import { disableReasonLabels, disableReasons } from '@/lib/domain/site';
import { ComboBox } from '../form/combo-box';
import { DateField } from '../form/date-field';
import { errorFor, type FormProblem } from '../form/form-error';
import { MultiComboBox } from '../form/multi-combo-box';
import type { Option } from '../form/option';
import { RadioGroup } from '../form/radio-group';
import { Select } from '../form/select';
import { TextField } from '../form/text-field';
import { dayAfter, renewalPresets } from '../sites/date-presets';
import type { FindOptions } from '../sites/site-commands';
import { Callout } from '../ui/callout';
import type { ChangeKind } from './bulk-kinds';

/** Where the fields get what can be chosen. */
export interface BulkFieldSources {
  departments: Option[];
  findPeople: FindOptions;
  findGroups: FindOptions;
}

export interface BulkFieldsProps {
  kind: ChangeKind;
  sources: BulkFieldSources;
  problem: FormProblem | null;
}

const classes = classifications.map((value) => ({ value, label: classificationLabels[value] }));
const reasons = disableReasons.map((value) => ({ value, label: disableReasonLabels[value] }));

/** What one kind of change asks for, and what it means. */
export function BulkFields({ kind, sources, problem }: BulkFieldsProps) {
  const errorOf = (name: string) => errorFor(problem, `change.${name}`);
  switch (kind) {
    case 'assign_owner':
      return (
        <>
          <p>They answer for these Sites from then on, without being asked first.</p>
          <ComboBox name="change.owner" label="New owner" required load={sources.findPeople} placeholder="Find a person" error={errorOf('owner')} />
        </>
      );
    case 'name_successor':
      return (
        <>
          <p>The successor sees the whole record and is asked first when the owner leaves. Nothing changes for them until then.</p>
          <ComboBox name="change.successor" label="Successor" load={sources.findPeople} placeholder="Find a person" hint="Leave it empty to take the present successor’s name away." error={errorOf('successor')} />
        </>
      );
    case 'set_department':
      return <Select name="change.department" label="Department" required options={sources.departments} error={errorOf('department')} />;
    case 'set_classification':
      return (
        <Select
          name="change.classification"
          label="Classification"
          required
          options={classes}
          hint="One with a shorter longest lifetime brings expiry dates forward."
          error={errorOf('classification')}
        />
      );
    case 'set_expiry':
      return <ExpiryField error={errorOf('expiresAt')} />;
    case 'add_tags':
    case 'remove_tags':
      return (
        <TextField
          name="change.tags"
          label="Tags"
          required
          autoComplete="off"
          hint={kind === 'add_tags' ? 'Several with commas between. The tags that a Site has stay.' : 'Several with commas between. Sites without them stay as they are.'}
          error={errorOf('tags')}
        />
      );
    case 'narrow':
      return <AudienceFields sources={sources} problem={problem} />;
    case 'disable':
      return (
        <>
          <Callout tone="danger" title="This closes the Sites">
            Until they are re-enabled, only their owners and workspace admins can open them. Nothing is deleted.
          </Callout>
          <Select name="change.reason" label="Why they are closed" required options={reasons} error={errorOf('reason')} />
        </>
      );
    case 'record_review':
      return <p>You confirm that owner, purpose, audience and data sources of each of these Sites still hold. A review that was recorded can’t be taken back.</p>;
    case 'ask_attestation':
      return (
        <>
          <p>Each owner is asked to confirm that the record still holds. Until then the Site stands as due for review.</p>
          <TextField
            name="change.dueInDays"
            label="Days to answer"
            type="number"
            required
            min={1}
            max={365}
            defaultValue={14}
            hint="A review that is due sooner stays due sooner."
            error={errorOf('dueInDays')}
          />
        </>
      );
  }
}

function ExpiryField({ error }: { error: string | undefined }) {
  const [now] = useState(() => new Date().toISOString());
  return (
    <DateField
      name="change.expiresAt"
      label="New expiry date"
      required
      min={dayAfter(now, 1)}
      presets={renewalPresets(now, null)}
      hint="They run until that day begins, by UTC. Where the classification doesn’t let one run so long, it is refused and says so."
      error={error}
    />
  );
}

function AudienceFields({ sources, problem }: Pick<BulkFieldsProps, 'sources' | 'problem'>) {
  const [mode, setMode] = useState('admins_only');
  const errorOf = (name: string) => errorFor(problem, `change.audience${name}`);
  return (
    <>
      <Callout tone="warning" title="This takes effect at once, and can’t be undone as one">
        Whoever is left out can’t open these Sites any more. To let people back in, a widening is asked for and reviewed, Site by Site.
      </Callout>
      <RadioGroup
        name="change.audience.mode"
        label="Who may open them"
        required
        value={mode}
        onChange={setMode}
        options={[
          { value: 'admins_only', label: audienceLabels.admins_only, description: 'Nobody but each Site’s owner and workspace admins' },
          { value: 'custom', label: audienceLabels.custom, description: 'Owner, admins, and those you name. A Site that somebody of them can’t open now is refused' },
        ]}
        error={errorOf('') ?? errorOf('.mode')}
      />
      {mode === 'custom' && (
        <>
          <MultiComboBox name="change.audience.people" label="People" load={sources.findPeople} placeholder="Find a person" error={errorOf('.people')} />
          <MultiComboBox name="change.audience.groups" label="Groups" load={sources.findGroups} placeholder="Find a group" error={errorOf('.groups')} />
        </>
      )}
    </>
  );
}
