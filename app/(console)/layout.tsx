import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ConsoleShell } from '@/components/shell/console-shell';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { countUnread } from '@/lib/notifications/count-unread';
import { countWaiting } from '@/lib/requests/count-waiting';
import { findAnything } from './palette-search';

/** Shows who is signed in and where they can go. It is not the guard: each page and action asks the gate itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { name, email, roles } = await requireActor();
  return (
    <ConsoleShell
      user={{ name, email: email ?? '', roles }}
      // Not awaited: the page would begin to read only afterwards.
      counts={Promise.all([read(countWaiting, {}), read(countUnread, {})])}
      isCollapsed={(await cookies()).get('sidebar')?.value === 'collapsed'}
      search={findAnything}
    >
      {children}
    </ConsoleShell>
  );
}
