'use client';

import { signOut } from 'next-auth/react';
import { useTheme } from 'next-themes';
import { CommandPalette } from '../ui/command-palette';
import type { PaletteCommand } from '../ui/palette-command';
import { ShortcutsDialog, type Shortcut } from '../ui/shortcuts-dialog';

export interface ConsolePaletteProps {
  /** The places of this person's navigation, and what can be begun from anywhere. */
  commands: PaletteCommand[];
  shortcuts: Shortcut[];
  /** Finds Sites by what was typed. */
  search: (query: string) => Promise<PaletteCommand[]>;
}

/** Ctrl/Cmd K and `?`, on every page of the console. */
export function ConsolePalette({ commands, shortcuts, search }: ConsolePaletteProps) {
  const { setTheme } = useTheme();
  const own: PaletteCommand[] = [
    { id: 'theme-light', label: 'Light theme', group: 'Appearance', onRun: () => setTheme('light') },
    { id: 'theme-dark', label: 'Dark theme', group: 'Appearance', onRun: () => setTheme('dark') },
    { id: 'theme-system', label: 'Theme of the system', group: 'Appearance', onRun: () => setTheme('system') },
    { id: 'sign-out', label: 'Sign out', group: 'Account', onRun: () => void signOut({ callbackUrl: '/sign-in' }) },
  ];
  return (
    <>
      <CommandPalette commands={[...commands, ...own]} search={search} placeholder="Find a Site or run a command" />
      <ShortcutsDialog shortcuts={shortcuts} />
    </>
  );
}
