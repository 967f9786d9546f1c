'use client';

import type { ActionResult } from '@/lib/gate/action';
import { ComboBox } from '../form/combo-box';
import { errorFor } from '../form/form-error';
import type { Option } from '../form/option';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from '../sites/command-form';
import { optionalText, textOf } from '../sites/form-value';
import { DialogButton } from '../ui/dialog-button';
import { modeOptions, sensitivityOptions } from './source-form';

export interface AddSourceProps {
  createSource: (input: unknown) => Promise<ActionResult<{ id: string }>>;
  findPeople: (query: string) => Promise<Option[]>;
}

/** Adds a data source to the matrix. */
export function AddSource({ createSource, findPeople }: AddSourceProps) {
  const toInput = (form: FormData) => ({
    key: textOf(form, 'key'),
    name: textOf(form, 'name'),
    sensitivity: textOf(form, 'sensitivity'),
    mode: textOf(form, 'mode'),
    owner: textOf(form, 'owner') || null,
    note: optionalText(form, 'note'),
  });
  return (
    <DialogButton label="Add a data source" variant="primary" title="Add a data source">
      <CommandForm run={createSource} toInput={toInput} submitLabel="Add it" success="Data source added">
        {(problem) => (
          <>
            <TextField name="name" label="Name" required maxLength={100} error={errorFor(problem, 'name')} />
            <TextField name="key" label="Key" required mono maxLength={60} hint="What feeds, filters and policies call it, such as data_lake. It can’t be changed later." error={errorFor(problem, 'key')} />
            <Select name="sensitivity" label="Sensitivity" required options={sensitivityOptions} error={errorFor(problem, 'sensitivity')} />
            <Select name="mode" label="What Sites may use it for" required options={modeOptions} error={errorFor(problem, 'mode')} />
            <ComboBox name="owner" label="Owner" load={findPeople} placeholder="Find a person" error={errorFor(problem, 'owner')} />
            <TextArea name="note" label="Note" rows={2} maxLength={4000} error={errorFor(problem, 'note')} />
          </>
        )}
      </CommandForm>
    </DialogButton>
  );
}
