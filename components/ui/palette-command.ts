import type { ReactNode } from 'react';

/** Something the palette can do: go somewhere, or run. */
export interface PaletteCommand {
  id: string;
  label: string;
  group?: string | undefined;
  hint?: string | undefined;
  icon?: ReactNode;
  href?: string | undefined;
  /** Loads the page as a whole, for an address that means something only to a page that begins. */
  loadsPage?: boolean | undefined;
  onRun?: (() => void) | undefined;
}
