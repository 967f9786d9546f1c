'use client';

import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import type { ButtonSize, ButtonVariant } from './button-class';
import { Button } from './button';

const Dialog = dynamic(() => import('./dialog').then((file) => file.Dialog), { ssr: false });

export interface DialogButtonProps {
  label: ReactNode;
  variant?: ButtonVariant | undefined;
  buttonSize?: ButtonSize | undefined;
  icon?: ReactNode;
  disabledReason?: string | undefined;
  title: string;
  description?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | undefined;
  footer?: ReactNode;
  /** Inside, `useDialogClose()` closes it. */
  children: ReactNode;
}

/** A button and the dialog that it opens. The dialog's code is fetched on the way to the button. */
export function DialogButton({
  label, variant, buttonSize, icon, disabledReason, title, description, size, footer, children,
}: DialogButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const open = () => {
    setOpened(true);
    setOpen(true);
  };
  const fetchAhead = () => void import('./dialog');
  return (
    <>
      <Button
        variant={variant}
        size={buttonSize}
        icon={icon}
        disabledReason={disabledReason}
        aria-haspopup="dialog"
        onClick={open}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
      >
        {label}
      </Button>
      {wasOpened && (
        <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title} description={description} size={size} footer={footer}>
          {children}
        </Dialog>
      )}
    </>
  );
}
