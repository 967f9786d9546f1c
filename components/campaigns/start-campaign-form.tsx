'use client';

import { useRouter } from 'next/navigation';
import { campaignSilenceLabels, campaignSilenceMeanings, campaignSilences } from '@/lib/domain/campaign';
import { campaignRepetitions } from '@/lib/domain/campaign-repetition';
import type { ActionResult } from '@/lib/gate/action';
import { DateField } from '../form/date-field';
import { errorFor } from '../form/form-error';
import { RadioGroup } from '../form/radio-group';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { CommandForm } from '../sites/command-form';
import { dayAfter } from '../sites/date-presets';
import { optionalText, textOf } from '../sites/form-value';

export interface StartCampaignFormProps {
  query: string;
  /** Sites that would be reviewed. */
  sites: number;
  now: string;
  startCampaign: (input: unknown) => Promise<ActionResult<{ id: string }>>;
}

/** Name, date, and what silence means: nobody starts an access review without having said that. */
export function StartCampaignForm({ query, sites, now, startCampaign }: StartCampaignFormProps) {
  const router = useRouter();
  const count = `${sites.toLocaleString('en-US')} ${sites === 1 ? 'Site' : 'Sites'}`;
  return (
    <CommandForm
      run={startCampaign}
      toInput={(form) => ({ query, name: textOf(form, 'name'), instructions: optionalText(form, 'instructions'), dueAt: textOf(form, 'dueAt'), silence: textOf(form, 'silence'), ...(textOf(form, 'repeat') !== 'never' && { repeatMonths: Number(textOf(form, 'repeat')) }) })}
      submitLabel={`Start for ${count}`}
      pendingLabel="Starting…"
      success="Access review started"
      onDone={({ id }) => router.push(`/campaigns/${id}`)}
      isPage
      disabledReason={sites === 0 ? 'No Site of this filter is open to anybody but its owner and admins' : undefined}
    >
      {(problem) => (
        <>
          <TextField name="name" label="Name" required maxLength={200} hint="Such as “Quarterly access review, autumn 2026”." error={errorFor(problem, 'name')} />
          <TextArea name="instructions" label="What to look at" maxLength={4000} hint="Everybody who is asked reads it." error={errorFor(problem, 'instructions')} />
          <DateField
            name="dueAt"
            label="Answers are taken until"
            required
            min={dayAfter(now, 2)}
            defaultValue={dayAfter(now, 30)}
            presets={[14, 30, 60].map((days) => ({ label: `+${days} d`, value: dayAfter(now, days) }))}
            hint="Reminders go out before it, at the distances of the workspace settings."
            error={errorFor(problem, 'dueAt')}
          />
          <RadioGroup
            name="silence"
            label="What silence means"
            required
            options={campaignSilences.map((value) => ({ value, label: campaignSilenceLabels[value], description: campaignSilenceMeanings[value] }))}
            error={errorFor(problem, 'silence')}
          />
          <Select
            name="repeat"
            label="Repeat"
            required
            defaultValue="never"
            options={[{ value: 'never', label: 'Once' }, ...campaignRepetitions.map((months) => ({ value: String(months), label: `Every ${months} months` }))]}
            hint="The next one begins by itself, over the same filter and with the same meaning of silence, once this one has ended."
            error={errorFor(problem, 'repeatMonths')}
          />
        </>
      )}
    </CommandForm>
  );
}
