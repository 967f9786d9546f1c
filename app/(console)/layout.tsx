import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ConsolePalette } from '@/components/shell/console-palette';
import { commandsFor, navigationFor, shortcutsFor } from '@/components/shell/navigation';
import { SignOutButton } from '@/components/shell/sign-out-button';
import { AppShell } from '@/components/ui/app-shell';
import { roleLabels } from '@/lib/domain/permissions';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { countWaiting } from '@/lib/requests/count-waiting';
import { findAnything } from './palette-search';

/** Shows who is signed in and where they can go. It is not the guard: each page and action asks the gate itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { name, email, roles } = await requireActor();
  const places = navigationFor(roles, await read(countWaiting, {}));
  return (
    <AppShell
      name="Siteward"
      items={places}
      user={{ name, email: email ?? '', roles: roles.map((role) => roleLabels[role]) }}
      signOutAction={<SignOutButton />}
      palette={<ConsolePalette commands={commandsFor(places, roles)} shortcuts={shortcutsFor(places)} search={findAnything} />}
      collapsed={(await cookies()).get('sidebar')?.value === 'collapsed'}
    >
      {children}
    </AppShell>
  );
}
