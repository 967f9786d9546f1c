'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition, type FormEvent } from 'react';
import type { Answer } from '@/lib/domain/request';
import type { RequestPin } from '@/lib/domain/request-pin';
import type { Problem } from '@/lib/gate/problem';
import { errorFor, FormError } from '../form/form-error';
import { MovedOn } from '../form/moved-on';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { readableProblem } from '../sites/readable-problem';
import { Button } from '../ui/button';
import type { ButtonVariant } from '../ui/button-class';
import { Kbd } from '../ui/kbd';
import { toastResult } from '../ui/toast-result';
import { useShortcut } from '../ui/use-shortcut';
import type { ReviewActions } from './review-actions';

export interface DecisionFormProps {
  requestId: string;
  isTransfer: boolean;
  /** What the reviewer sees; the answer counts for this and nothing newer. */
  revision: number;
  pin: RequestPin | null;
  /** The stages that whoever looks may answer; with more than one they choose. */
  stages: { key: string; name: string }[];
  /** What approving does. */
  consequence: string;
  decide: { allowed: boolean; reason: string | null };
  /** Why nobody can approve it yet, though it can be rejected or sent back. */
  unapprovable: string | null;
  action: ReviewActions['decide'];
}

type Choice = { decision: Answer; label: string; done: string; key: string; variant: ButtonVariant; pending: string };

const reviewed: Choice[] = [
  { decision: 'approve', label: 'Approve', done: 'Approved', key: 'a', variant: 'primary', pending: 'Approving…' },
  { decision: 'ask_changes', label: 'Ask for changes', done: 'Changes asked for', key: 'c', variant: 'secondary', pending: 'Sending…' },
  { decision: 'reject', label: 'Reject', done: 'Rejected', key: 'r', variant: 'secondary', pending: 'Rejecting…' },
];
const transfer: Choice[] = [
  { decision: 'approve', label: 'Accept', done: 'The Site is yours', key: 'a', variant: 'primary', pending: 'Accepting…' },
  { decision: 'reject', label: 'Decline', done: 'Declined', key: 'r', variant: 'secondary', pending: 'Declining…' },
];

/** Where a request is decided. Keys only move to a button: pressing it stays a step of its own. */
export function DecisionForm({ requestId, isTransfer, revision, pin, stages, consequence, decide, unapprovable, action }: DecisionFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState<Answer | null>(null);
  const [isPending, startTransition] = useTransition();
  const choices = isTransfer ? transfer : reviewed;
  const focus = (key: string) => form.current?.querySelector<HTMLElement>(`#decide-${key}`)?.focus();
  useShortcut('a', () => focus('a'));
  useShortcut('c', () => focus('c'), !isTransfer);
  useShortcut('r', () => focus('r'));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    const choice = choices.find(({ decision }) => decision === data.get('decision'));
    if (choice === undefined || isPending) return;
    setSending(choice.decision);
    startTransition(async () => {
      const stage = data.get('stage');
      const result = await action({
        requestId,
        decision: choice.decision,
        revision: Number(data.get('revision')),
        note,
        ...(typeof stage === 'string' && stage !== '' && { stage }),
        ...(pin !== null && { pin }),
      });
      setProblem(result.ok ? null : result.problem);
      if (result.ok) toastResult({ ok: true, message: choice.done });
    });
  };
  const reload = () =>
    startTransition(() => {
      setSending(null);
      setProblem(null);
      router.refresh();
    });

  const noteError = errorFor(problem, 'note');
  return (
    <form ref={form} onSubmit={submit} className="space-y-3">
      {problem !== null && (problem.status === 409 ? <MovedOn problem={problem} onLoad={reload} isLoading={isPending} /> : <FormError problem={readableProblem(problem)} />)}
      <p>{consequence}</p>
      <input type="hidden" name="revision" value={revision} />
      {decide.allowed && stages.length > 1 && (
        <Select name="stage" label="Which stage you answer" required options={stages.map(({ key, name }) => ({ value: key, label: name }))} defaultValue={stages[0]?.key} />
      )}
      {decide.allowed ? (
        <TextArea
          name="note"
          label="Note"
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={2000}
          error={noteError}
          hint={isTransfer ? 'Needed when you decline. It stays with the request.' : 'Needed when you ask for changes or reject. It stays with the request.'}
        />
      ) : (
        <p className="text-muted">{decide.reason}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {choices.map(({ decision, label, key, variant, pending }) => (
          <Button
            key={decision}
            id={`decide-${key}`}
            type={isPending ? 'button' : 'submit'}
            name="decision"
            value={decision}
            variant={variant}
            disabledReason={decide.allowed ? (decision === 'approve' ? (unapprovable ?? undefined) : undefined) : (decide.reason ?? undefined)}
            aria-keyshortcuts={key}
            aria-busy={isPending && sending === decision}
          >
            {isPending && sending === decision ? pending : label}
          </Button>
        ))}
      </div>
      <p className="text-xs text-muted max-sm:hidden">
        {choices.map(({ key, label }) => (
          <span key={key} className="mr-3 whitespace-nowrap">
            <Kbd keys={key} /> {label}
          </span>
        ))}
        <br />
        The keys move to the button; Enter presses it.
      </p>
    </form>
  );
}
