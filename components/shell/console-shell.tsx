'use client';

import { use, type ReactNode } from 'react';
import { roleLabels, type Role } from '@/lib/domain/permissions';
import { AppShell } from '../ui/app-shell';
import type { PaletteCommand } from '../ui/palette-command';
import { ConsolePalette } from './console-palette';
import { commandsFor, navigationFor, shortcutsFor } from './navigation';
import { SignOutButton } from './sign-out-button';

export interface ConsoleShellProps {
  user: { name: string; email: string; roles: readonly Role[] };
  /** How many requests wait for this person, and how many messages they have not read; on their way, so that no page waits for them to begin. */
  counts: Promise<[waiting: number, unread: number]>;
  isCollapsed: boolean;
  /** Finds Sites, people and views by what was typed, and what can be done on the page of this path. */
  search: (query: string, path: string) => Promise<PaletteCommand[]>;
  children: ReactNode;
}

/** The frame of the console. What it shows follows from the roles: its places and icons are code, and no document carries them as data. */
export function ConsoleShell({ user: { name, email, roles }, counts, isCollapsed, search, children }: ConsoleShellProps) {
  const [waiting, unread] = use(counts);
  const places = navigationFor(roles, { waiting, unread });
  return (
    <AppShell
      name="Siteward"
      items={places}
      user={{ name, email, roles: roles.map((role) => roleLabels[role]) }}
      signOutAction={<SignOutButton />}
      palette={<ConsolePalette commands={commandsFor(places, roles)} shortcuts={shortcutsFor(places)} search={search} />}
      collapsed={isCollapsed}
    >
      {children}
    </AppShell>
  );
}
