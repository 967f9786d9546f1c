import { CalendarClock, ClipboardCheck, Database, FileDown, History, Home, Inbox, LayoutList, ListChecks, Plus, RefreshCw, Scale, Settings, ShieldAlert, ShieldCheck, UserRoundCheck, UserRoundX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Role } from '@/lib/domain/permissions';
import type { NavItem } from '../ui/nav-links';
import type { PaletteCommand } from '../ui/palette-command';
import type { Shortcut } from '../ui/shortcuts-dialog';

const size = 16;

/** The places that somebody with these roles has use for. Leaving one out hides it and guards nothing. */
export function navigationFor(roles: readonly Role[], { waiting, unread }: { waiting: number; unread: number }): NavItem[] {
  const governs = roles.some((role) => role !== 'member');
  return [
    { href: '/', label: 'Home', icon: <Home size={size} />, shortcut: 'g h' },
    { href: '/sites', label: 'Sites', icon: <LayoutList size={size} />, shortcut: 'g s' },
    { href: '/requests', label: 'Requests', icon: <Scale size={size} />, count: waiting, shortcut: 'g r' },
    { href: '/renew', label: 'Renew', icon: <CalendarClock size={size} />, shortcut: 'g n' },
    { href: '/reviews', label: 'Reviews', icon: <ClipboardCheck size={size} />, shortcut: 'g v' },
    { href: '/campaigns', label: 'Access reviews', icon: <UserRoundCheck size={size} />, shortcut: 'g c' },
    { href: '/inbox', label: 'Inbox', icon: <Inbox size={size} />, count: unread, shortcut: 'g o' },
    { href: '/bulk-actions', label: 'Bulk actions', icon: <ListChecks size={size} />, shortcut: 'g b' },
    ...(governs ? [{ href: '/incidents', label: 'Incidents', icon: <ShieldAlert size={size} />, shortcut: 'g d' }] : []),
    ...(governs ? [{ href: '/lifecycle', label: 'Lifecycle', icon: <RefreshCw size={size} />, shortcut: 'g l' }] : []),
    ...(governs ? [{ href: '/policies', label: 'Policies', icon: <ShieldCheck size={size} />, shortcut: 'g p' }] : []),
    ...(governs ? [{ href: '/sources', label: 'Data sources', icon: <Database size={size} />, shortcut: 'g u' }] : []),
    ...(governs ? [{ href: '/audit', label: 'Audit', icon: <History size={size} />, shortcut: 'g a' }] : []),
    ...(roles.includes('admin') ? [{ href: '/imports', label: 'Imports', icon: <FileDown size={size} />, shortcut: 'g i' }] : []),
    { href: '/settings', label: 'Settings', icon: <Settings size={size} />, shortcut: 'g t' },
  ];
}

/** The same places, what lies inside them, and what can be begun from anywhere, for the palette. */
export function commandsFor(places: NavItem[], roles: readonly Role[]): PaletteCommand[] {
  const mayRegister = !roles.includes('auditor');
  const goTo = (id: string, label: string, href: string, icon: ReactNode): PaletteCommand => ({ id, label, href, icon, group: 'Go to' });
  return [
    ...places.map(({ href, label, icon }) => goTo(`go-${href}`, label, href, icon)),
    goTo('my-sites', 'My Sites', '/sites?owner=me', <LayoutList size={size} />),
    goTo('all-sites', 'All Sites', '/sites?view=all', <LayoutList size={size} />),
    goTo('my-campaigns', 'Access reviews that wait for me', '/campaigns?view=mine', <UserRoundCheck size={size} />),
    goTo('handovers', 'Handovers', '/handovers', <UserRoundX size={size} />),
    ...settingsPages.map(([path, label]) => goTo(`go-${path}`, label, path, <Settings size={size} />)),
    ...(roles.includes('admin') ? [{ id: 'new-policy', label: 'Write a policy', href: '/policies/new', group: 'Actions', icon: <ShieldCheck size={size} /> }] : []),
    ...(mayRegister ? [{ id: 'register', label: 'Register a Site', href: '/sites/new', group: 'Actions', icon: <Plus size={size} /> }] : []),
    ...(roles.includes('admin') ? [{ id: 'import', label: 'Import Sites', href: '/imports', group: 'Actions', icon: <FileDown size={size} /> }] : []),
  ];
}

const settingsPages = [
  ['/settings/tokens', 'API tokens'],
  ['/settings/notifications', 'Notifications'],
  ['/settings/delegations', 'Delegations'],
  ['/settings/people', 'People'],
  ['/settings/workspace', 'Workspace settings'],
  ['/settings/webhooks', 'Webhooks'],
  ['/settings/mail', 'Mail'],
  ['/settings/permissions', 'Permissions'],
] as const;

/** What `?` lists. */
export function shortcutsFor(places: NavItem[]): Shortcut[] {
  return [
    { keys: 'mod+K', label: 'Find a Site, a person or a page, or run an action' },
    { keys: '/', label: 'Search the list' },
    { keys: 'f', label: 'Write the filter as text' },
    { keys: 'j', label: 'Next row' },
    { keys: 'k', label: 'Previous row' },
    { keys: 'Enter', label: 'Open the row' },
    { keys: 'space', label: 'Peek at the row, or close the peek' },
    { keys: 'x', label: 'Choose the row' },
    { keys: 'shift+x', label: 'Choose all rows up to this one' },
    { keys: 'e', label: 'Act on the chosen rows' },
    ...places.flatMap(({ label, shortcut }) => (shortcut === undefined ? [] : [{ keys: shortcut, label: `Go to ${label}` }])),
  ];
}
