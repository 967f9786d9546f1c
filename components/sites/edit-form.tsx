'use client';

import { useState } from 'react';
import { classificationLabels, classifications } from '@/lib/domain/classification';
import { prohibitedUseLabels, prohibitedUses } from '@/lib/domain/prohibited-use';
import { CheckboxGroup } from '../form/checkbox-group';
import { DateField } from '../form/date-field';
import { errorFor } from '../form/form-error';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from './command-form';
import { optionalText, textOf, textsOf } from './form-value';
import type { RunOnSite } from './site-commands';
import type { SiteForForms } from './site-for-forms';
import { SourcePicker, type ChosenSource, type SourceChoice } from './source-picker';
import { bindingLabels, storageParts } from './storage-parts';

export interface EditFormProps {
  site: SiteForForms;
  departments: { id: string; name: string }[];
  sources: SourceChoice[];
  editSite: RunOnSite;
}

/** Stands for no department: an empty value would count as not answered. */
const none = 'none';
const useOptions = prohibitedUses.map((value) => ({ value, label: prohibitedUseLabels[value] }));
const classes = classifications.map((value) => ({ value, label: classificationLabels[value] }));

/** Changes the descriptive part of the record. */
export function EditForm({ site, departments, sources, editSite }: EditFormProps) {
  const { record } = site;
  const [chosen, setChosen] = useState<ChosenSource[]>(site.dataSources.map(({ id, mode }) => ({ id, mode })));
  const officialSince = site.officialSince?.slice(0, 10) ?? '';
  const toInput = (form: FormData) => ({
    siteId: site.id,
    revision: site.revision,
    title: textOf(form, 'title'),
    purpose: textOf(form, 'purpose'),
    description: textOf(form, 'description'),
    classification: textOf(form, 'classification'),
    department: textOf(form, 'department') === none ? null : textOf(form, 'department'),
    dataSourceNote: textOf(form, 'dataSourceNote'),
    dataSources: chosen,
    uses: textsOf(form, 'uses'),
    storageNotes: record.storageBindings.map(({ kind }) => ({
      kind,
      ...Object.fromEntries(storageParts.map(({ key }) => [key, textOf(form, `${kind}.${key}`)])),
    })),
    // A date field knows days only; sending back an untouched one would cut off its time.
    ...(textOf(form, 'officialSince') !== officialSince && { officialSince: textOf(form, 'officialSince') || null }),
    reason: optionalText(form, 'reason'),
  });
  return (
    <CommandForm run={editSite} toInput={toInput} submitLabel="Save" success="Record saved" fieldIds={{ dataSources: 'field-addSource' }}>
      {(problem) => (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <div className="sm:col-span-2">
              <TextField name="title" label="Name" required maxLength={200} defaultValue={site.title} error={errorFor(problem, 'title')} />
            </div>
            <div className="sm:col-span-2">
              <TextArea name="purpose" label="Purpose" maxLength={4000} defaultValue={site.purpose ?? ''} hint="What it is for, and who relies on it." error={errorFor(problem, 'purpose')} />
            </div>
            <div className="sm:col-span-2">
              <TextArea name="description" label="Description" maxLength={4000} defaultValue={site.description ?? ''} error={errorFor(problem, 'description')} />
            </div>
            <Select
              name="classification"
              label="Classification"
              required
              options={classes}
              defaultValue={site.classification}
              hint="One with a shorter longest lifetime brings the expiry date forward."
              error={errorFor(problem, 'classification')}
            />
            <Select
              name="department"
              label="Department"
              required
              options={[{ value: none, label: 'None' }, ...departments.map(({ id, name }) => ({ value: id, label: name }))]}
              defaultValue={site.department?.id ?? none}
              error={errorFor(problem, 'department')}
            />
            <DateField
              name="officialSince"
              label="Officially relied on since"
              defaultValue={officialSince}
              hint="Empty: a draft or a helper, not a system of record."
              error={errorFor(problem, 'officialSince')}
            />
          </div>
          <SourcePicker sources={sources} value={chosen} onChange={setChosen} error={errorFor(problem, 'dataSources')} />
          <TextArea
            name="dataSourceNote"
            label="Data-source note"
            maxLength={4000}
            defaultValue={record.dataSourceNote ?? ''}
            hint="What it reads or writes, under whose account. If it uses no data, say so."
            error={errorFor(problem, 'dataSourceNote')}
          />
          <CheckboxGroup
            name="uses"
            label="Used for"
            options={useOptions}
            defaultValue={site.uses}
            hint="Tick what holds. The workspace’s policies may forbid some of it for a Site that an agent built."
            error={errorFor(problem, 'uses')}
          />
          {record.storageBindings.map((binding) => (
            <fieldset key={binding.kind} className="min-w-0 border-t border-line pt-3">
              <legend className="float-left mb-2 w-full font-medium">
                Storage note: {bindingLabels[binding.kind]} ({binding.name})
              </legend>
              <div className="clear-left grid gap-3 sm:grid-cols-2">
                {storageParts.map(({ key, label }) => (
                  <TextArea key={key} name={`${binding.kind}.${key}`} label={label} rows={2} maxLength={2000} defaultValue={binding[key] ?? ''} />
                ))}
              </div>
            </fieldset>
          ))}
          <TextArea name="reason" label="Reason for the change" rows={2} maxLength={2000} error={errorFor(problem, 'reason')} />
        </>
      )}
    </CommandForm>
  );
}
