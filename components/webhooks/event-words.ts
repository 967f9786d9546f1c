import { eventFamilies } from '@/lib/domain/webhook';

const families: Record<string, string> = {
  'site.*': 'Sites',
  'request.*': 'Requests',
  'enforcement.*': 'Enforcement',
  'handover.*': 'Handovers',
  'lifecycle.*': 'Sweeps of the lifecycle',
  'job.*': 'Background jobs',
  'person.*': 'People',
  'token.*': 'API tokens',
  'settings.*': 'Settings',
  'import.*': 'Imports',
  'bulk.*': 'Bulk actions',
  'view.*': 'Shared views',
};

/** What an endpoint listens to, one word each; an event by its own name stays that. */
export function eventWords(eventTypes: readonly string[]): string {
  return eventTypes.length === 0 ? 'All events' : eventTypes.map((each) => families[each] ?? each).join(', ');
}

/** The families to choose from, and what is chosen by name besides. */
export function eventOptions(chosen: readonly string[]): { value: string; label: string }[] {
  const byName = chosen.filter((each) => !eventFamilies.includes(each));
  return [...eventFamilies, ...byName].map((value) => ({ value, label: families[value] ?? value }));
}
