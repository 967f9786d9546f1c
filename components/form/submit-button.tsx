'use client';

import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from '../ui/button';
import type { ButtonVariant } from '../ui/button-class';

export interface SubmitButtonProps {
  children: ReactNode;
  pendingLabel?: string | undefined;
  variant?: ButtonVariant | undefined;
  disabledReason?: string | undefined;
  /** For a button outside the form, or a second way to submit it. */
  form?: string | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** When the caller knows better than the form. */
  pending?: boolean | undefined;
}

/** Sends its form, and says so while it is under way; a second press does nothing. */
export function SubmitButton({ children, pendingLabel = 'Saving…', variant = 'primary', disabledReason, pending, ...rest }: SubmitButtonProps) {
  const status = useFormStatus();
  const isPending = pending ?? status.pending;
  return (
    <Button
      {...rest}
      type={isPending ? 'button' : 'submit'}
      variant={variant}
      disabledReason={disabledReason}
      aria-busy={isPending}
      aria-disabled={isPending || undefined}
      icon={isPending ? <LoaderCircle aria-hidden="true" size={14} className="animate-spin" /> : undefined}
    >
      {isPending ? pendingLabel : children}
    </Button>
  );
}
