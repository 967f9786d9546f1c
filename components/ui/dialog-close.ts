'use client';

import { createContext, use } from 'react';

export const DialogClose = createContext<() => void>(() => undefined);

/** Closes the dialog around the caller; outside of one it does nothing. */
export function useDialogClose(): () => void {
  return use(DialogClose);
}
