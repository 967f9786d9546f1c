'use client';

import { useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { JobView } from '@/lib/jobs/list-jobs';
import { TextArea } from '../form/text-area';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { toastResult } from '../ui/toast-result';

export type JobAction = (input: { jobId: string; reason: string }) => Promise<ActionResult<unknown>>;

export interface JobDialogProps {
  job: JobView;
  dismiss: JobAction;
  onClose: () => void;
}

/** Asks why before a job is thrown away: what it should have done stays undone. */
export function JobDialog({ job, dismiss, onClose }: JobDialogProps) {
  const [reason, setReason] = useState('');
  const run = async () => {
    const result = await dismiss({ jobId: job.id, reason });
    if (!result.ok) throw new Error(result.problem.detail);
    toastResult({ ok: true, message: 'Dismissed' });
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Dismiss “${job.label}”?`}
      consequence="The job is thrown away. What it had not done by then stays undone; what it had done stays done."
      wayBack="None for this job. What it does comes back with the next occasion; the audit log keeps what was dismissed."
      confirmLabel="Dismiss"
      onConfirm={run}
      disabledReason={reason.trim() === '' ? 'Give a reason first' : undefined}
    >
      <TextArea name="reason" label="Reason" required value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} hint="Stays in the audit log." />
    </ConfirmDialog>
  );
}
