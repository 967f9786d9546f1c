import { CalendarClock, FileDown, History, Home, LayoutList, Plus, Scale, Settings } from 'lucide-react';
import type { Role } from '@/lib/domain/permissions';
import type { NavItem } from '../ui/nav-links';
import type { PaletteCommand } from '../ui/palette-command';
import type { Shortcut } from '../ui/shortcuts-dialog';

const size = 16;

/** The places that somebody with these roles has use for. Leaving one out hides it and guards nothing. */
export function navigationFor(roles: readonly Role[], waiting: number): NavItem[] {
  const governs = roles.some((role) => role !== 'member');
  return [
    { href: '/', label: 'Home', icon: <Home size={size} />, shortcut: 'g h' },
    { href: '/sites', label: 'Sites', icon: <LayoutList size={size} />, shortcut: 'g s' },
    { href: '/requests', label: 'Requests', icon: <Scale size={size} />, count: waiting, shortcut: 'g r' },
    { href: '/renew', label: 'Renew', icon: <CalendarClock size={size} />, shortcut: 'g n' },
    ...(governs ? [{ href: '/audit', label: 'Audit', icon: <History size={size} />, shortcut: 'g a' }] : []),
    ...(roles.includes('admin') ? [{ href: '/imports', label: 'Imports', icon: <FileDown size={size} />, shortcut: 'g i' }] : []),
    { href: '/settings', label: 'Settings', icon: <Settings size={size} />, shortcut: 'g t' },
  ];
}

/** The same places, and what can be begun from anywhere, for the palette. */
export function commandsFor(places: NavItem[], roles: readonly Role[]): PaletteCommand[] {
  const mayRegister = !roles.includes('auditor');
  return [
    ...places.map(({ href, label, icon }) => ({ id: `go-${href}`, label, icon, href, group: 'Go to' })),
    { id: 'my-sites', label: 'My Sites', href: '/sites?owner=me', group: 'Go to', icon: <LayoutList size={size} /> },
    ...(mayRegister
      ? [{ id: 'register', label: 'Register a Site', href: '/sites/new', group: 'Actions', icon: <Plus size={size} /> }]
      : []),
  ];
}

/** What `?` lists. */
export function shortcutsFor(places: NavItem[]): Shortcut[] {
  return [
    { keys: 'mod+K', label: 'Find a Site or run a command' },
    { keys: '/', label: 'Search the list' },
    { keys: 'j', label: 'Next row' },
    { keys: 'k', label: 'Previous row' },
    { keys: 'Enter', label: 'Open the row' },
    { keys: 'x', label: 'Tick the row' },
    ...places.flatMap(({ label, shortcut }) => (shortcut === undefined ? [] : [{ keys: shortcut, label: `Go to ${label}` }])),
  ];
}
