'use client';

import { usePathname } from 'next/navigation';
import { Tabs } from '../ui/tabs';

const items = [
  { href: '/settings/tokens', label: 'API tokens' },
  { href: '/settings/notifications', label: 'Notifications' },
  { href: '/settings/delegations', label: 'Delegations' },
  { href: '/settings/people', label: 'People' },
  { href: '/settings/workspace', label: 'Workspace' },
  { href: '/settings/webhooks', label: 'Webhooks' },
  { href: '/settings/mail', label: 'Mail' },
  { href: '/settings/permissions', label: 'Permissions' },
];

/** The parts of the settings; the address says which one is open. */
export function SettingsTabs() {
  const path = usePathname();
  const open = items.find(({ href }) => path.startsWith(`${href}/`));
  return <Tabs label="Settings" items={items} current={open?.href ?? path} />;
}
