'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { classificationLabels, classifications } from '@/lib/domain/classification';
import { ComboBox } from '../form/combo-box';
import { DateField } from '../form/date-field';
import { errorFor } from '../form/form-error';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from './command-form';
import { dayAfter, renewalPresets } from './date-presets';
import { optionalText, textOf } from './form-value';
import type { FindOptions, RunOnSite } from './site-commands';
import { SourcePicker, type ChosenSource, type SourceChoice } from './source-picker';

export interface RegisterFormProps {
  now: string;
  departments: { id: string; name: string }[];
  sources: SourceChoice[];
  createSite: RunOnSite;
  /** Given to those who may register for others. */
  findPeople?: FindOptions | undefined;
}

/** Leaves the department to the server: an empty value would count as not answered. */
const ownersOwn = 'own';
const classes = classifications.map((value) => ({ value, label: classificationLabels[value] }));

/** Registers a Site by hand. What is left out shows as missing afterwards and can be filled in later. */
export function RegisterForm({ now, departments, sources, createSite, findPeople }: RegisterFormProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ChosenSource[]>([]);
  const toInput = (form: FormData) => ({
    title: textOf(form, 'title'),
    slug: optionalText(form, 'slug'),
    purpose: optionalText(form, 'purpose'),
    classification: textOf(form, 'classification'),
    owner: optionalText(form, 'owner'),
    department: textOf(form, 'department') === ownersOwn ? undefined : textOf(form, 'department'),
    expiresAt: optionalText(form, 'expiresAt'),
    dataSourceNote: optionalText(form, 'dataSourceNote'),
    dataSources: chosen,
    liveUrl: optionalText(form, 'liveUrl'),
    projectId: optionalText(form, 'projectId'),
  });
  return (
    <CommandForm
      isPage
      run={createSite}
      toInput={toInput}
      submitLabel="Register the Site"
      pendingLabel="Registering…"
      success={({ title }) => `${title} is registered`}
      onDone={({ slug }) => router.push(`/sites/${slug}`)}
      fieldIds={{ dataSources: 'field-addSource' }}
    >
      {(problem) => (
        <>
          <TextField name="title" label="Name" required maxLength={200} error={errorFor(problem, 'title')} />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              name="slug"
              label="Slug"
              mono
              maxLength={63}
              placeholder="made from the name"
              hint="Lower-case letters, digits and single hyphens."
              error={errorFor(problem, 'slug')}
            />
            <Select
              name="classification"
              label="Classification"
              required
              options={classes}
              defaultValue="personal_draft"
              error={errorFor(problem, 'classification')}
            />
          </div>
          <TextArea name="purpose" label="Purpose" maxLength={4000} hint="What it is for, and who relies on it." error={errorFor(problem, 'purpose')} />
          <div className="grid gap-4 sm:grid-cols-2">
            {findPeople && (
              <ComboBox
                name="owner"
                label="Owner"
                load={findPeople}
                placeholder="Yourself"
                hint="Left empty, you own it."
                error={errorFor(problem, 'owner')}
              />
            )}
            <Select
              name="department"
              label="Department"
              required
              options={[{ value: ownersOwn, label: 'The owner’s own' }, ...departments.map(({ id, name }) => ({ value: id, label: name }))]}
              defaultValue={ownersOwn}
              error={errorFor(problem, 'department')}
            />
          </div>
          <DateField
            name="expiresAt"
            label="Expiry date"
            min={dayAfter(now, 1)}
            presets={renewalPresets(now, null)}
            hint="A Site that is live already gets the usual lifetime of its classification if you leave this empty."
            error={errorFor(problem, 'expiresAt')}
          />
          <SourcePicker sources={sources} value={chosen} onChange={setChosen} error={errorFor(problem, 'dataSources')} />
          <TextArea
            name="dataSourceNote"
            label="Data-source note"
            maxLength={4000}
            hint="What it reads or writes, under whose account. If it uses no data, say so."
            error={errorFor(problem, 'dataSourceNote')}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              name="liveUrl"
              label="Production URL"
              type="url"
              placeholder="https://"
              hint="Give it if the Site is deployed already; it is then live."
              error={errorFor(problem, 'liveUrl')}
            />
            <TextField
              name="projectId"
              label="Project id"
              mono
              placeholder="appgprj_…"
              hint="From the manifest, .openai/hosting.json. Later imports know the Site by it."
              error={errorFor(problem, 'projectId')}
            />
          </div>
        </>
      )}
    </CommandForm>
  );
}
