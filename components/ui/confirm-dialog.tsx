'use client';

import { useId, useState, type ReactNode } from 'react';
import { Button } from './button';
import { Callout } from './callout';
import { Dialog } from './dialog';

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** What will happen, and to how many people. */
  consequence: ReactNode;
  /** How it is undone; or that it can't be. */
  wayBack: ReactNode;
  confirmLabel: string;
  /** May finish later; the buttons wait, and the dialog closes unless it throws. */
  onConfirm: () => void | Promise<void>;
  /** The field for the reason, and whatever else is asked. */
  children?: ReactNode;
  /** Has to be typed. Only for what can't be undone. */
  typeToConfirm?: string | undefined;
  /** Why it can't be confirmed yet. */
  disabledReason?: string | undefined;
}

export function ConfirmDialog({
  isOpen, onOpenChange, title, consequence, wayBack, confirmLabel, onConfirm, children, typeToConfirm, disabledReason,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState('');
  const typedId = useId();
  const reason =
    disabledReason ?? (typeToConfirm && typed !== typeToConfirm ? `Type ${typeToConfirm} to confirm` : undefined);

  const confirm = async () => {
    setPending(true);
    setFailure('');
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'Nothing was changed. Try again.');
    } finally {
      setPending(false);
    }
  };

  return (
    <Dialog
      alert
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="danger" disabledReason={isPending ? 'Under way' : reason} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {failure && (
          <Callout alert tone="danger" title="That did not work">
            {failure}
          </Callout>
        )}
        <div>{consequence}</div>
        {children}
        {typeToConfirm && (
          <div>
            <label htmlFor={typedId} className="mb-1 block font-medium">
              Type <code className="rounded bg-hover px-1 font-mono text-xs">{typeToConfirm}</code> to confirm
            </label>
            <input
              id={typedId}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              className="h-8 w-full rounded-md border border-control bg-canvas px-2 font-mono"
            />
          </div>
        )}
        <p className="text-muted">
          <strong className="font-medium text-fg">The way back: </strong>
          {wayBack}
        </p>
      </div>
    </Dialog>
  );
}
