'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { sensitivities, sensitivityLabels, sourceModeLabels, sourceModes, type Sensitivity, type SourceMode } from '@/lib/domain/classification';
import type { ActionResult } from '@/lib/gate/action';
import type { SourceImpact, SourceUse } from '@/lib/sources/source-shape';
import { ComboBox } from '../form/combo-box';
import { errorFor } from '../form/form-error';
import type { Option } from '../form/option';
import { RadioGroup } from '../form/radio-group';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from '../sites/command-form';
import { optionalText, textOf } from '../sites/form-value';
import { ImpactNote } from './impact-note';

export const sensitivityOptions = sensitivities.map((value) => ({ value, label: sensitivityLabels[value] }));
export const modeOptions = sourceModes.map((value) => ({ value, label: sourceModeLabels[value], description: modeMeanings()[value] }));

function modeMeanings(): Record<SourceMode, string> {
  return {
    read_only: 'Sites may read from it.',
    write_capable: 'Sites may write to it too.',
    confirmation_required: 'Sites may write to it where a person confirms each time.',
    forbidden: 'No Site may use it.',
  };
}

export interface SourceFormProps {
  source: SourceUse;
  /** What saving it as it is would touch. */
  impact: SourceImpact;
  previewSource: (input: { sourceId: string; sensitivity: string; mode: string }) => Promise<SourceImpact | null>;
  changeSource: (input: unknown) => Promise<ActionResult<{ id: string }>>;
  findPeople: (query: string) => Promise<Option[]>;
}

/** Changes a source; what that touches stands above the button before anything is saved. */
export function SourceForm({ source, impact: untouched, previewSource, changeSource, findPeople }: SourceFormProps) {
  const router = useRouter();
  const [sensitivity, setSensitivity] = useState<Sensitivity>(source.sensitivity);
  const [mode, setMode] = useState<SourceMode>(source.mode);
  const [impact, setImpact] = useState<SourceImpact | null>(untouched);
  const asked = useRef(0);
  const look = async (next: { sensitivity: Sensitivity; mode: SourceMode }) => {
    const turn = (asked.current += 1);
    setImpact(null);
    const found = await previewSource({ sourceId: source.id, ...next });
    // An answer that was overtaken is about something that is no longer chosen.
    if (turn === asked.current) setImpact(found);
  };
  const chooseSensitivity = (value: string) => {
    const next = sensitivities.find((each) => each === value) ?? source.sensitivity;
    setSensitivity(next);
    void look({ sensitivity: next, mode });
  };
  const chooseMode = (value: string) => {
    const next = sourceModes.find((each) => each === value) ?? source.mode;
    setMode(next);
    void look({ sensitivity, mode: next });
  };
  const moves = sensitivity !== source.sensitivity || mode !== source.mode;
  const toInput = (form: FormData) => ({
    sourceId: source.id,
    revision: source.revision,
    name: textOf(form, 'name'),
    sensitivity,
    mode,
    owner: textOf(form, 'owner') || null,
    note: textOf(form, 'note'),
    reason: optionalText(form, 'reason'),
  });
  return (
    <CommandForm
      run={changeSource}
      toInput={toInput}
      submitLabel="Save"
      success="Data source saved"
      onDone={() => router.push('/sources')}
      isPage
      disabledReason={impact === null ? 'Looking at what it touches' : undefined}
    >
      {(problem) => (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="name" label="Name" required maxLength={100} defaultValue={source.name} error={errorFor(problem, 'name')} />
            <Select name="sensitivity" label="Sensitivity" required options={sensitivityOptions} value={sensitivity} onChange={chooseSensitivity} hint="Everything beyond public and internal is reviewed before more people see it." error={errorFor(problem, 'sensitivity')} />
          </div>
          <RadioGroup name="mode" label="What Sites may use it for" required options={modeOptions} value={mode} onChange={chooseMode} error={errorFor(problem, 'mode')} />
          <ComboBox
            name="owner"
            label="Owner"
            load={findPeople}
            placeholder="Find a person"
            defaultOption={source.owner === null ? undefined : { value: source.owner.id, label: source.owner.name, description: source.owner.email }}
            hint="Who answers for the source itself, and is asked about it."
            error={errorFor(problem, 'owner')}
          />
          <TextArea name="note" label="Note" maxLength={4000} defaultValue={source.note ?? ''} hint="What people have to know before they read from it or write to it." error={errorFor(problem, 'note')} />
          <TextArea name="reason" label="Reason" required={moves} rows={2} maxLength={2000} hint="Stays in the audit log." error={errorFor(problem, 'reason')} />
          <div role="status" aria-live="polite">{impact === null ? <p className="text-muted">Looking at what it touches…</p> : <ImpactNote sourceKey={source.key} impact={impact} />}</div>
        </>
      )}
    </CommandForm>
  );
}
