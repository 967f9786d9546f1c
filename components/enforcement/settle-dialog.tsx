'use client';

import { useState } from 'react';
import type { SettlementOutcome } from '@/lib/domain/enforcement-settlement';
import type { EnforcementView } from '@/lib/enforcement/enforcement-shape';
import { TextArea } from '../form/text-area';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { toastResult } from '../ui/toast-result';
import type { Settle } from './enforcement-tasks';

export interface SettleDialogProps {
  outcome: SettlementOutcome;
  tasks: EnforcementView[];
  settle: Settle;
  onClose: () => void;
  onSettled: () => void;
}

type Words = { title: (what: string) => string; consequence: string; wayBack: string; confirm: string; hint: string; done: string };

const words: Record<SettlementOutcome, Words> = {
  done: {
    title: (what) => `Done on the platform: ${what}?`,
    consequence: 'It counts as confirmed, by you. If a later report of the platform shows something else, it is a task again.',
    wayBack: 'Ask again, in the list of what is confirmed.',
    confirm: 'Confirm',
    hint: 'What you did and where you saw that it holds. Stays in the audit log.',
    done: 'Confirmed',
  },
  failed: {
    title: (what) => `It failed: ${what}?`,
    consequence: 'The Site’s page says that the platform doesn’t follow, and why. The task stays in the list.',
    wayBack: 'Do it when it can be done, or ask again.',
    confirm: 'Say that it failed',
    hint: 'What stands in the way. The owner reads it.',
    done: 'Noted as failed',
  },
  again: {
    title: (what) => `Ask again: ${what}?`,
    consequence: 'It counts as requested, and nothing as confirmed, until a report or a person shows it done.',
    wayBack: 'Confirm it again.',
    confirm: 'Ask again',
    hint: 'Why it has to be done once more.',
    done: 'Asked again',
  },
};

/** A named person’s word about tasks, with the note that goes with it. */
export function SettleDialog({ outcome, tasks, settle, onClose, onSettled }: SettleDialogProps) {
  const [note, setNote] = useState('');
  const { title, consequence, wayBack, confirm, hint, done } = words[outcome];
  const [first] = tasks;
  const what = tasks.length === 1 && first !== undefined ? first.site.title : `${tasks.length} tasks`;
  const run = async () => {
    const result = await settle({ items: tasks.map(({ id, revision }) => ({ id, revision })), outcome, note });
    if (!result.ok) throw new Error(result.problem.detail);
    onSettled();
    toastResult({ ok: true, message: `${what}: ${done.toLowerCase()}` });
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title(what)}
      consequence={<p>{consequence}</p>}
      wayBack={wayBack}
      confirmLabel={confirm}
      onConfirm={run}
      disabledReason={note.trim() === '' ? 'Write a note first' : undefined}
    >
      <TextArea name="note" label="Note" required value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} hint={hint} />
    </ConfirmDialog>
  );
}
