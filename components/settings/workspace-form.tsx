'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { classificationLabels, classifications } from '@/lib/domain/classification';
import type { Settings } from '@/lib/domain/settings';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import { errorFor, FormError } from '../form/form-error';
import { MovedOn } from '../form/moved-on';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { readableProblem } from '../sites/readable-problem';
import { Panel } from '../ui/panel';
import { toastResult } from '../ui/toast-result';
import { DaysField } from './days-field';

export type SettingsInput = { settings: Settings; reason: string; revision: number };

export interface WorkspaceFormProps {
  settings: Settings;
  revision: number;
  /** Why nothing can be changed by whoever looks; absent for admins. */
  readOnlyReason?: string | undefined;
  action: (input: SettingsInput) => Promise<ActionResult<unknown>>;
}

const spans = [
  { key: 'lifetimeDays', title: 'Usual lifetime', text: 'The expiry that a Site gets when nobody chose one.' },
  { key: 'longestLifetimeDays', title: 'Longest lifetime', text: 'How far an owner may renew, counted from the day of the renewal.' },
  { key: 'reviewIntervalDays', title: 'Review interval', text: 'How long a recorded review holds.' },
] as const;

const single = [
  { key: 'expiringDays', label: 'Expiring', hint: 'From how many days before its expiry a Site counts as expiring.' },
  { key: 'inactiveDays', label: 'Inactive', hint: 'After how many days without a visit a live Site counts as inactive.' },
] as const;

/** The workspace's settings: spans in whole days, by classification. */
export function WorkspaceForm({ settings, revision, readOnlyReason, action }: WorkspaceFormProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [reason, setReason] = useState('');
  const [isPending, startTransition] = useTransition();
  const readOnly = readOnlyReason !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const next = settingsOf(new FormData(event.currentTarget), settings);
    startTransition(async () => {
      const result = await action({ settings: next, reason, revision });
      setProblem(result.ok ? null : result.problem);
      if (!result.ok) return;
      setReason('');
      toastResult({ ok: true, message: 'Settings changed' });
    });
  };
  const reload = () =>
    startTransition(() => {
      setProblem(null);
      router.refresh();
    });
  return (
    <form onSubmit={submit} className="max-w-4xl space-y-4">
      {problem !== null && (problem.status === 409 ? <MovedOn problem={problem} onLoad={reload} isLoading={isPending} /> : <FormError problem={readableProblem(problem)} />)}
      {readOnly && <p className="text-muted">{readOnlyReason}</p>}
      {/* A newer revision draws the fields anew: they show what is true now. */}
      <div key={revision} className="space-y-4">
        {spans.map(({ key, title, text }) => (
          <Panel key={key} title={title} description={text}>
            <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
              {classifications.map((classification) => (
                <DaysField
                  key={classification}
                  name={`settings.${key}.${classification}`}
                  label={classificationLabels[classification]}
                  value={settings[key][classification]}
                  readOnly={readOnly}
                  error={errorFor(problem, `settings.${key}.${classification}`)}
                />
              ))}
            </div>
          </Panel>
        ))}
        <Panel title="Conditions" description="They apply at once, to every Site.">
          <div className="grid gap-3 sm:grid-cols-2">
            {single.map(({ key, label, hint }) => (
              <DaysField key={key} name={`settings.${key}`} label={label} hint={hint} value={settings[key]} readOnly={readOnly} error={errorFor(problem, `settings.${key}`)} />
            ))}
          </div>
        </Panel>
      </div>
      {!readOnly && (
        <Panel title="Change the settings">
          <div className="space-y-3">
            <p className="text-muted">
              Expiry dates and reviews that are set already stay as they are; the new spans count from the next renewal, review or registration. The way back: set the
              old figures again, they stand in the audit log.
            </p>
            <TextArea name="reason" label="Reason" required value={reason} onChange={(event) => setReason(event.target.value)} maxLength={2000} error={errorFor(problem, 'reason')} hint="Stays in the audit log." />
            <SubmitButton pending={isPending}>Change the settings</SubmitButton>
          </div>
        </Panel>
      )}
    </form>
  );
}

function settingsOf(form: FormData, rest: Settings): Settings {
  const days = (path: string): number => Number(form.get(`settings.${path}`));
  const each = (key: string) => ({
    personal_draft: days(`${key}.personal_draft`),
    team_internal: days(`${key}.team_internal`),
    company_wide: days(`${key}.company_wide`),
    external_candidate: days(`${key}.external_candidate`),
  });
  return {
    ...rest,
    lifetimeDays: each('lifetimeDays'),
    longestLifetimeDays: each('longestLifetimeDays'),
    reviewIntervalDays: each('reviewIntervalDays'),
    expiringDays: days('expiringDays'),
    inactiveDays: days('inactiveDays'),
  };
}
