import { Tabs } from '../ui/tabs';

const pages = [
  { href: '/sources', label: 'Sources' },
  { href: '/sources/matrix', label: 'Who uses what' },
  { href: '/sources/conflicts', label: 'Must not meet' },
];

/** The parts of the plugin and source matrix. */
export function SourceTabs({ current }: { current: (typeof pages)[number]['href'] }) {
  return <Tabs label="Data sources" current={current} items={pages} />;
}
