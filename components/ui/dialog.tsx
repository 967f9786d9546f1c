'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './button';
import { cx } from './cx';
import { DialogClose } from './dialog-close';

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Buttons; they stay in sight while the body scrolls. Leave out where the body is a form with its own. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | undefined;
  /** For what can't be undone: read out at once and not closed by a click outside. */
  alert?: boolean | undefined;
  children?: ReactNode;
}

const widths = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg', lg: 'sm:max-w-3xl' };

/** A modal. Import it lazily (see `DialogButton`): pages don't need it until someone asks. */
export function Dialog({ isOpen, onOpenChange, title, description, footer, size = 'md', alert = false, children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={!alert}
      className="fixed inset-0 z-50 flex h-(--visual-viewport-height) items-end justify-center bg-scrim sm:items-center sm:p-6"
    >
      <Modal
        className={cx(
          'flex max-h-[90%] w-full flex-col overflow-hidden rounded-t-lg bg-raised shadow-overlay sm:max-h-full sm:rounded-lg',
          widths[size],
        )}
      >
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className="flex min-h-0 flex-col outline-none">
          {({ close }) => (
            <DialogClose value={close}>
              <div className="flex items-start gap-3 px-4 pt-3 pb-2">
                <div className="min-w-0 flex-1">
                  <Heading slot="title" className="text-base leading-8 font-semibold break-words">
                    {title}
                  </Heading>
                  {description && <div className="text-muted">{description}</div>}
                </div>
                <Button variant="ghost" iconOnly aria-label="Close" onClick={close} icon={<X aria-hidden="true" size={16} />} />
              </div>
              <div className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">{children}</div>
              {footer && (
                <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>
              )}
            </DialogClose>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
