'use client';

import { addDays } from 'date-fns';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { audienceLabels, audienceModes, isWiderMode, type AudienceMode } from '@/lib/domain/audience';
import { utcDate } from '@/lib/domain/utc-day';
import type { Problem } from '@/lib/gate/problem';
import { DateField } from '../../form/date-field';
import { errorFor, FormError } from '../../form/form-error';
import { MultiComboBox } from '../../form/multi-combo-box';
import { RadioGroup } from '../../form/radio-group';
import { SubmitButton } from '../../form/submit-button';
import { TextArea } from '../../form/text-area';
import { readableProblem } from '../../sites/readable-problem';
import type { FindOptions, RunRequest } from '../../sites/site-commands';
import { Panel } from '../../ui/panel';
import { toastResult } from '../../ui/toast-result';
import { EvidenceFields } from './evidence-fields';
import { PreviewPanel } from './preview-panel';
import { useDraft, type DraftState } from './use-draft';
import { usePreview } from './use-preview';
import { audienceOf, evidenceOf, type WidenValue } from './widen-value';

export interface WidenFormProps {
  site: { id: string; revision: number };
  /** Today’s mode; what is narrower is not asked for here. */
  today: AudienceMode;
  start: WidenValue;
  /** Whether `start` is a draft that was kept. */
  isDraft: boolean;
  isRevision: boolean;
  now: string;
  requestWidening: RunRequest;
  findPeople: FindOptions;
  findGroups: FindOptions;
}

const meanings: Record<AudienceMode, string> = {
  admins_only: 'Nobody but the owner and workspace admins',
  custom: 'The owner, admins, and the people and groups you name',
  workspace_all: 'Every active person of the workspace',
};

const draftTexts: Record<DraftState, string> = {
  none: 'What you write is kept as a draft.',
  unsaved: 'Keeping your draft…',
  saved: 'Your draft is kept; nobody else sees it.',
  failed: 'Your draft could not be kept. Don’t close this page before you send it.',
};

/** Asks to let more people in. What a choice would mean stands beside it as it is made. */
export function WidenForm({ site, today, start, isDraft, isRevision, now, requestWidening, findPeople, findGroups }: WidenFormProps) {
  const router = useRouter();
  const [value, setValue] = useState(start);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const preview = usePreview(site.id, value);
  const draft = useDraft(site.id, value, isDraft);
  const change = (part: Partial<WidenValue>) => setValue((before) => ({ ...before, ...part }));
  const plan = preview.answer !== null && 'preview' in preview.answer ? preview.answer.preview.plan : null;
  const asked = plan?.evidence.filter(({ isRequired }) => isRequired) ?? [];
  const sent = evidenceOf(value, asked.map(({ kind }) => kind));
  const longest = plan?.judgement.limits.durationDays ?? null;
  const dayIn = (days: number) => utcDate(addDays(new Date(now), days));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await requestWidening({ siteId: site.id, revision: site.revision, audience: audienceOf(value), reason: value.reason, until: value.until === '' ? null : value.until, evidence: sent });
      setProblem(result.ok ? null : result.problem);
      if (!result.ok) return;
      draft.stop();
      toastResult({ ok: true, message: 'Request sent to the reviewers' });
      router.push(`/requests/${result.answer.id}`);
    });
  };
  const evidenceError = (kind: string) => problem?.errors?.find(({ path }) => path.startsWith(`evidence[${sent.findIndex((one) => one.kind === kind)}]`))?.message;
  const listError = (path: string) => problem?.errors?.find((error) => error.path.startsWith(path))?.message;
  return (
    <form onSubmit={submit} className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0 space-y-4 lg:col-start-1">
        {problem !== null && <FormError problem={readableProblem(problem)} fieldIds={{ audience: 'field-mode', 'audience.people': 'field-people', 'audience.groups': 'field-groups' }} />}
        <Panel title="Who should get in">
          <div className="space-y-4">
            <RadioGroup
              name="mode"
              label="Who may open it"
              required
              value={value.mode}
              onChange={(next) => change({ mode: audienceModes.find((each) => each === next) ?? value.mode })}
              options={audienceModes.map((mode) => ({ value: mode, label: audienceLabels[mode], description: meanings[mode], disabledReason: whyNot(mode, today) }))}
              error={errorFor(problem, 'audience') ?? errorFor(problem, 'audience.mode')}
            />
            {value.mode === 'custom' && (
              <>
                <MultiComboBox name="people" label="People" load={findPeople} placeholder="Find a person" options={value.people} onChange={(people) => change({ people })} error={listError('audience.people')} />
                <MultiComboBox
                  name="groups"
                  label="Groups"
                  load={findGroups}
                  placeholder="Find a group"
                  options={value.groups}
                  onChange={(groups) => change({ groups })}
                  hint="A group lets in everyone in it and in the groups inside it, also those who join later."
                  error={listError('audience.groups')}
                />
              </>
            )}
            <DateField
              name="until"
              label="Until"
              value={value.until}
              onChange={(until) => change({ until })}
              min={dayIn(1)}
              {...(longest !== null && { max: dayIn(longest) })}
              presets={[30, 90, 180].filter((days) => longest === null || days <= longest).map((days) => ({ label: `${days} d`, value: dayIn(days) }))}
              hint={longest === null ? 'Then it falls back to what it is today. Empty: for good.' : `Then it falls back to what it is today. A policy allows ${longest} days at most.`}
              error={errorFor(problem, 'until')}
            />
            <TextArea
              name="reason"
              label="What it is for, and why these people need it"
              required
              value={value.reason}
              onChange={(event) => change({ reason: event.target.value })}
              maxLength={2000}
              error={errorFor(problem, 'reason')}
            />
          </div>
        </Panel>
      </div>
      <div className="min-w-0 lg:sticky lg:top-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <PreviewPanel {...preview} />
      </div>
      <div className="min-w-0 space-y-4 lg:col-start-1">
        {asked.length > 0 && (
          <Panel title="Evidence" description="Only what the policies ask for. What is missing can be added while the request waits; nobody can approve it before.">
            <EvidenceFields siteId={site.id} asked={asked} value={value.evidence} onChange={(evidence) => change({ evidence })} errorOf={evidenceError} />
          </Panel>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton pending={isPending} pendingLabel="Sending…">
            {isRevision ? 'Send it again' : 'Send the request'}
          </SubmitButton>
          <span role="status" className={draft.state === 'failed' ? 'text-danger' : 'text-muted'}>
            {draftTexts[draft.state]}
          </span>
        </div>
      </div>
    </form>
  );
}

function whyNot(mode: AudienceMode, today: AudienceMode): string | undefined {
  if (isWiderMode(today, mode)) return 'Narrower than today. Narrow the audience on the Site’s page instead, it takes effect at once.';
  return mode === today && mode !== 'custom' ? 'As it is today.' : undefined;
}
