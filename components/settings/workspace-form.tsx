'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition, type FormEvent } from 'react';
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
import { SettingsFields } from './settings-fields';
import { settingsOf } from './settings-value';
import { SimulationPanel } from './simulation-panel';

export type SettingsInput = { settings: Settings; reason: string; revision: number };

export interface WorkspaceFormProps {
  settings: Settings;
  revision: number;
  now: string;
  /** Why nothing can be changed by whoever looks; absent for admins. */
  readOnlyReason?: string | undefined;
  action: (input: SettingsInput) => Promise<ActionResult<unknown>>;
}

/** The workspace's settings: to look at, to try and to change. */
export function WorkspaceForm({ settings, revision, now, readOnlyReason, action }: WorkspaceFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [reason, setReason] = useState('');
  const [isPending, startTransition] = useTransition();
  const readOnly = readOnlyReason !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const next = settingsOf(new FormData(event.currentTarget));
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
    <form ref={form} onSubmit={submit} className="max-w-4xl space-y-4">
      {problem !== null && (problem.status === 409 ? <MovedOn problem={problem} onLoad={reload} isLoading={isPending} /> : <FormError problem={readableProblem(problem)} />)}
      {readOnly && <p className="text-muted">{readOnlyReason}</p>}
      {/* A newer revision draws the fields anew: they show what is true now. */}
      <div key={revision} className="space-y-4">
        <SettingsFields settings={settings} problem={problem} readOnly={readOnly} />
      </div>
      <SimulationPanel now={now} readSettings={() => (readOnly || form.current === null ? settings : settingsOf(new FormData(form.current)))} onProblem={setProblem} />
      {!readOnly && (
        <Panel title="Change the settings">
          <div className="space-y-3">
            <p className="text-muted">
              Expiry dates and reviews that are set already stay as they are; the new spans count from the next renewal, review or registration. Grace, inactivity and
              silence count at once, for every Site. The way back: set the old figures again, they stand below and in the audit log.
            </p>
            <TextArea name="reason" label="Reason" required value={reason} onChange={(event) => setReason(event.target.value)} maxLength={2000} error={errorFor(problem, 'reason')} hint="Stays in the audit log." />
            <SubmitButton pending={isPending}>Change the settings</SubmitButton>
          </div>
        </Panel>
      )}
    </form>
  );
}
