import type { BulkItemState } from '@/lib/domain/bulk';
import { doneOf, type ShownBulk } from './bulk-progress';

/** Which Sites of a bulk action are listed; the name stands in the address. */
export const shownSets = ['all', 'changed', 'refused', 'same', 'left'] as const;
export type ShownSet = (typeof shownSets)[number];

const states: Record<ShownSet, readonly BulkItemState[]> = {
  all: [],
  changed: ['will_change', 'changed'],
  refused: ['will_refuse', 'refused'],
  same: ['will_stay', 'unchanged'],
  left: ['will_change'],
};

/** The states of a set, as the API takes them; none stands for all. Once it runs, what is still to change is no change yet. */
export function statesOf(set: ShownSet, { startedAt }: Pick<ShownBulk, 'startedAt'>): string {
  return (set === 'changed' && startedAt !== null ? (['changed'] as const) : states[set]).join();
}

/** The sets of a bulk action, with how many Sites each. */
export function setsOf(bulk: ShownBulk): { set: ShownSet; label: string; count: number }[] {
  const { counts, startedAt, state } = bulk;
  const hasStarted = startedAt !== null;
  return [
    { set: 'all', label: 'All', count: counts.total },
    { set: 'changed', label: hasStarted ? 'Changed' : 'Will change', count: hasStarted ? counts.changed : counts.willChange },
    { set: 'refused', label: 'Refused', count: hasStarted ? counts.refused : counts.willRefuse },
    { set: 'same', label: hasStarted ? 'Unchanged' : 'So already', count: hasStarted ? counts.unchanged : counts.willStay },
    ...(hasStarted && state !== 'done' ? [{ set: 'left' as const, label: state === 'stopped' ? 'Not reached' : 'Still to do', count: counts.total - doneOf(bulk) }] : []),
  ];
}
