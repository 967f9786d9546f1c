import type { ReactNode } from 'react';
import { Avatar } from './avatar';
import { NavDrawer } from './nav-drawer';
import { NavLinks, type NavItem } from './nav-links';
import { PaletteButton } from './palette-button';
import { Sidebar } from './sidebar';
import { ThemeSwitcher } from './theme-switcher';

export interface AppShellProps {
  name: string;
  items: NavItem[];
  user: { name: string; email: string; roles: string[] };
  /** A form with the sign-out button. */
  signOutAction: ReactNode;
  /** The page's `CommandPalette`; the shell shows the buttons that open it. */
  palette?: ReactNode;
  /** As last left, from the `sidebar` cookie. */
  collapsed?: boolean | undefined;
  children: ReactNode;
}

/** The frame of every page: navigation at the left, on narrow screens behind a menu button. */
export function AppShell({ name, items, user, signOutAction, palette, collapsed = false, children }: AppShellProps) {
  const account = (
    <div className="space-y-2 border-t border-line p-3 group-data-collapsed/side:hidden">
      <div className="flex min-w-0 items-center gap-2">
        <Avatar name={user.name} size="lg" />
        <div className="min-w-0">
          <p className="truncate font-medium">{user.name}</p>
          <p className="truncate text-xs text-muted" title={user.email}>
            {user.roles.length > 0 ? user.roles.join(', ') : user.email}
          </p>
        </div>
      </div>
      <div className="flex items-center justify-between gap-2">
        <ThemeSwitcher />
        {signOutAction}
      </div>
    </div>
  );
  return (
    <>
      <a
        href="#main"
        className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-fg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to content
      </a>
      <div className="lg:flex">
        <Sidebar name={name} startsCollapsed={collapsed} search={palette && <PaletteButton />} account={account}>
          <NavLinks items={items} label="Main" listens />
        </Sidebar>
        <NavDrawer name={name} search={palette && <PaletteButton iconOnly />} account={account}>
          <NavLinks items={items} label="Main, on a narrow screen" />
        </NavDrawer>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-4 outline-none sm:px-6 lg:py-5">
          {children}
        </main>
      </div>
      {palette}
    </>
  );
}
