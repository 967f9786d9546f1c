'use client';

import { usePathname } from 'next/navigation';
import { Tabs } from '../ui/tabs';

const items = [
  { href: '/lifecycle', label: 'Sweeps' },
  { href: '/lifecycle/enforcement', label: 'Enforcement' },
  { href: '/lifecycle/quarantine', label: 'Quarantine' },
  { href: '/lifecycle/retirements', label: 'Retirements' },
  { href: '/lifecycle/jobs', label: 'Jobs' },
];

/** The parts of the lifecycle; the address says which one is open. */
export function LifecycleTabs() {
  const path = usePathname();
  // What a sweep would do is looked at from the sweeps.
  return <Tabs label="Lifecycle" items={items} current={path === '/lifecycle/due' ? '/lifecycle' : path} />;
}
