'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** Where short confirmations appear. Once, in the root layout. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      closeButton
      gap={8}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: 'Dismiss',
        classNames: {
          toast:
            'flex w-full items-start gap-2.5 rounded-md bg-raised font-sans! py-2.5 pr-9 pl-3 text-sm text-fg shadow-overlay sm:w-90',
          title: 'font-medium',
          description: 'text-muted',
          icon: 'mt-0.5',
          success: '[&_[data-icon]]:text-success',
          error: '[&_[data-icon]]:text-danger',
          warning: '[&_[data-icon]]:text-warning',
          closeButton: 'absolute top-2 right-2 grid size-6 place-items-center rounded bg-transparent! text-muted hover:bg-hover! hover:text-fg',
          actionButton: 'ml-auto h-7 shrink-0 rounded-md border border-control px-2 text-xs font-medium hover:bg-hover',
        },
      }}
    />
  );
}
