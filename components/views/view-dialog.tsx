'use client';

import { useState, useTransition, type FormEvent } from 'react';
import type { Problem } from '@/lib/gate/problem';
import type { SavedView } from '@/lib/views/view-shape';
import { Checkbox } from '../form/checkbox';
import { errorFor, FormError } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { readableProblem } from '../sites/readable-problem';
import { Button } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Dialog } from '../ui/dialog';
import type { ViewActions, ViewRights } from './view-actions';

export interface ViewDialogProps {
  kind: 'save' | 'rename' | 'delete';
  /** The open view; null for a list that is none yet. */
  view: SavedView | null;
  /** The list as it stands. */
  query: string;
  rights: ViewRights;
  actions: ViewActions;
  onClose: () => void;
  /** With the view that was made, renamed, or (null) deleted. */
  onDone: (view: SavedView | null) => void;
}

/** Names a view, old or new; or asks before one is deleted. */
export function ViewDialog({ kind, view, query, rights, actions, onClose, onDone }: ViewDialogProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const onOpenChange = (isOpen: boolean) => !isOpen && onClose();
  if (kind === 'delete' && view !== null) {
    const remove = async () => {
      const result = await actions.remove({ viewId: view.id });
      if (!result.ok) throw new Error(result.problem.detail);
      onDone(null);
    };
    return (
      <ConfirmDialog
        isOpen
        onOpenChange={onOpenChange}
        title={`Delete the view “${view.name}”?`}
        consequence={view.isShared ? 'It is gone for everybody in the workspace, and links to it lead nowhere. No Site changes.' : 'Links to it lead nowhere then. No Site changes.'}
        wayBack="Filter the list the same way and save it again."
        confirmLabel="Delete the view"
        onConfirm={remove}
      />
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name') ?? '');
    startTransition(async () => {
      const result =
        kind === 'rename' && view !== null
          ? await actions.change({ viewId: view.id, revision: view.revision, name })
          : await actions.save({ name, query, isShared: form.get('isShared') !== null });
      if (result.ok) onDone(result.answer);
      else setProblem(result.problem);
    });
  };
  return (
    <Dialog isOpen onOpenChange={onOpenChange} size="sm" title={kind === 'rename' ? 'Rename the view' : 'Save the view'}>
      <form onSubmit={submit} className="space-y-4">
        <FormError problem={problem && readableProblem(problem)} />
        <TextField
          name="name"
          label="Name"
          required
          maxLength={80}
          autoFocus
          autoComplete="off"
          defaultValue={kind === 'rename' ? view?.name : undefined}
          hint={kind === 'rename' ? undefined : 'It keeps the filters, the order and the columns, not the Sites.'}
          error={errorFor(problem, 'name')}
        />
        {kind === 'save' && rights.mayShare && (
          <Checkbox name="isShared" label="Share it with the workspace" hint="Everybody can open it and sees in it the Sites that they may see." />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton pending={isPending}>Save</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
