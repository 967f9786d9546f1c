'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import { TextArea } from '../form/text-area';
import { Button } from '../ui/button';
import { toastResult } from '../ui/toast-result';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog').then((file) => file.ConfirmDialog), { ssr: false });

/** A step with a policy as the server offers it. */
export type PolicyAction = (input: { policyId: string; why: string; revision: number; version?: number }) => Promise<ActionResult<unknown>>;

export interface AskWhyProps {
  /** What the button is called in full, where its words are short. */
  label: string;
  buttonLabel: string;
  title: string;
  consequence: string;
  wayBack: string;
  confirmLabel: string;
  /** What is said once it is done. */
  done: string;
  run: (why: string) => Promise<ActionResult<unknown>>;
}

/** A button that asks for the reason before it does something with a policy. */
export function AskWhy({ label, buttonLabel, title, consequence, wayBack, confirmLabel, done, run }: AskWhyProps) {
  const [isOpen, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const confirm = async () => {
    const result = await run(why);
    if (!result.ok) throw new Error(result.problem.detail);
    setWhy('');
    toastResult({ ok: true, message: done });
  };
  return (
    <>
      <Button size="sm" aria-label={label} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {buttonLabel}
      </Button>
      {isOpen && (
        <ConfirmDialog
          isOpen
          onOpenChange={setOpen}
          title={title}
          consequence={consequence}
          wayBack={wayBack}
          confirmLabel={confirmLabel}
          disabledReason={why.trim() === '' ? 'Say why' : undefined}
          onConfirm={confirm}
        >
          <TextArea name="why" label="Why" required maxLength={2000} value={why} onChange={({ target }) => setWhy(target.value)} hint="Stays in the audit log." />
        </ConfirmDialog>
      )}
    </>
  );
}
