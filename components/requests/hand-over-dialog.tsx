'use client';

import { useState, useTransition, type FormEvent } from 'react';
import type { Problem } from '@/lib/gate/problem';
import { ComboBox } from '../form/combo-box';
import { errorFor, FormError } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { readableProblem } from '../sites/readable-problem';
import { Dialog } from '../ui/dialog';
import { toastResult } from '../ui/toast-result';
import type { ReviewActions } from './review-actions';

export interface HandOverDialogProps {
  requestId: string;
  /** Who could answer it: offered before anything is typed. */
  suggestions: { id: string; name: string; email: string }[];
  actions: Pick<ReviewActions, 'handOver' | 'findPeople'>;
  onClose: () => void;
}

/** Hands a request over to somebody else who can answer it. */
export function HandOverDialog({ requestId, suggestions, actions, onClose }: HandOverDialogProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const find = (query: string) => (query === '' && suggestions.length > 0 ? Promise.resolve(suggestions.map(({ id, name, email }) => ({ value: id, label: name, description: email }))) : actions.findPeople(query));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '');
    startTransition(async () => {
      const result = await actions.handOver({ requestId, to: text('to'), note: text('note') });
      setProblem(result.ok ? null : result.problem);
      if (!result.ok) return;
      toastResult({ ok: true, message: 'Handed over' });
      onClose();
    });
  };
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title="Hand this request over" description="They are told at once. You may still decide it yourself.">
      <form onSubmit={submit} className="space-y-3">
        {problem !== null && <FormError problem={readableProblem(problem)} />}
        <ComboBox name="to" label="To whom" required load={find} placeholder="Somebody who can answer it" error={errorFor(problem, 'to')} />
        <TextArea name="note" label="Note" maxLength={2000} error={errorFor(problem, 'note')} hint="What they should know." />
        <SubmitButton pending={isPending}>Hand over</SubmitButton>
      </form>
    </Dialog>
  );
}
