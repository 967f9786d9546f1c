'use client';

import { useState, type FormEvent } from 'react';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import { errorFor, FormError, type FormProblem } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { textOf } from '../sites/form-value';
import type { SiteSelection } from '../sites/site-selection';
import { Button } from '../ui/button';
import { sendBulk } from './bulk-api';
import { changeOf, selectionOf } from './bulk-change';
import { BulkFields, type BulkFieldSources } from './bulk-fields';
import type { ChangeKind } from './bulk-kinds';

export interface BulkFormProps {
  kind: ChangeKind;
  selection: SiteSelection;
  query: string;
  sources: BulkFieldSources;
  onPlanned: (bulk: BulkActionView) => void;
  onCancel: () => void;
}

/** Asks what to change and why. Sending it changes nothing: it has the plan made. */
export function BulkForm({ kind, selection, query, sources, onPlanned, onCancel }: BulkFormProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const send = async (form: FormData) => {
    setPending(true);
    const sent = await sendBulk('', { kind, change: changeOf(kind, form), reason: textOf(form, 'reason'), selection: selectionOf(selection, query) });
    // It stays pending on success: a dialog or a page takes its place.
    if (sent.ok) return onPlanned(sent.bulk);
    setProblem(sent.problem);
    setPending(false);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending) void send(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <FormError problem={problem} />
      <BulkFields kind={kind} sources={sources} problem={problem} />
      <TextArea name="reason" label="Reason" required rows={2} maxLength={2000} hint="It stands in the audit log, at each Site." error={errorFor(problem, 'reason')} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <SubmitButton pending={isPending} pendingLabel="Looking…">
          See what will happen
        </SubmitButton>
      </div>
    </form>
  );
}
