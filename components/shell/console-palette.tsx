'use client';

import { signOut } from 'next-auth/react';
import { usePathname } from 'next/navigation';
import { useTheme } from 'next-themes';
import { CommandPalette } from '../ui/command-palette';
import type { PaletteCommand } from '../ui/palette-command';
import { reviewShortcuts } from '../requests/review-shortcuts';
import { ShortcutsDialog, type Shortcut } from '../ui/shortcuts-dialog';
import { listCommands } from './console-palette-list';

export interface ConsolePaletteProps {
  /** The places of this person's navigation, and what can be begun from anywhere. */
  commands: PaletteCommand[];
  shortcuts: Shortcut[];
  /** Finds Sites, people and views by what was typed, and what can be done on the page of this path. */
  search: (query: string, path: string) => Promise<PaletteCommand[]>;
}

/** Ctrl/Cmd K and `?`, on every page of the console. */
export function ConsolePalette({ commands, shortcuts, search }: ConsolePaletteProps) {
  const { setTheme } = useTheme();
  const path = usePathname();
  const own: PaletteCommand[] = [
    { id: 'theme-light', label: 'Light theme', group: 'Appearance', onRun: () => setTheme('light') },
    { id: 'theme-dark', label: 'Dark theme', group: 'Appearance', onRun: () => setTheme('dark') },
    { id: 'theme-system', label: 'Theme of the system', group: 'Appearance', onRun: () => setTheme('system') },
    { id: 'sign-out', label: 'Sign out', group: 'Account', onRun: () => void signOut({ callbackUrl: '/sign-in' }) },
  ];
  return (
    <>
      <CommandPalette
        commands={[...(path === '/sites' ? listCommands : []), ...commands, ...own]}
        search={(query) => search(query, path)}
        placeholder="Find a Site, a person or an action"
      />
      <ShortcutsDialog shortcuts={/^\/requests\/[^/]+$/.test(path) ? [...reviewShortcuts, ...shortcuts.filter(({ keys }) => reviewShortcuts.every((own) => own.keys !== keys))] : shortcuts} />
    </>
  );
}
