import type { ReactNode } from 'react';

/** Something the palette can do: go somewhere, or run. */
export interface PaletteCommand {
  id: string;
  label: string;
  group?: string | undefined;
  hint?: string | undefined;
  icon?: ReactNode;
  href?: string | undefined;
  onRun?: (() => void) | undefined;
}
