'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import { TextArea } from '../form/text-area';
import { Button } from '../ui/button';
import { toastResult } from '../ui/toast-result';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog').then((file) => file.ConfirmDialog), { ssr: false });

export interface WithdrawRequestProps {
  requestId: string;
  revision: number;
  siteTitle: string;
  withdraw: { allowed: boolean; reason: string | null };
  action: (input: { requestId: string; revision: number; note: string }) => Promise<ActionResult<unknown>>;
}

/** Takes a request back before it is decided. */
export function WithdrawRequest({ requestId, revision, siteTitle, withdraw, action }: WithdrawRequestProps) {
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const confirm = async () => {
    const result = await action({ requestId, revision, note });
    if (!result.ok) throw new Error(result.problem.detail);
    toastResult({ ok: true, message: 'Withdrawn' });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-haspopup="dialog" disabledReason={withdraw.allowed ? undefined : (withdraw.reason ?? undefined)}>
        Withdraw
      </Button>
      {isOpen && (
        <ConfirmDialog
          isOpen
          onOpenChange={setOpen}
          title="Withdraw this request?"
          consequence={`Nobody decides on it any more, and nothing about ${siteTitle} changes.`}
          wayBack="Make a new request at any time. This one stays on record as withdrawn."
          confirmLabel="Withdraw"
          onConfirm={confirm}
        >
          <TextArea name="withdraw-note" label="Why" value={note} onChange={(event) => setNote(event.target.value)} maxLength={2000} />
        </ConfirmDialog>
      )}
    </>
  );
}
