import type { BulkState } from '@/lib/domain/bulk';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import type { Tone } from '../ui/tone';

/** What is shown of a bulk action wherever it is shown. */
export type ShownBulk = Pick<BulkActionView, 'kind' | 'state' | 'counts' | 'problem' | 'plannedAt' | 'startedAt'>;

export const bulkStateLabels: Record<BulkState, { label: string; tone: Tone }> = {
  planning: { label: 'Being planned', tone: 'info' },
  planned: { label: 'Waits to be run', tone: 'warning' },
  running: { label: 'Running', tone: 'info' },
  stopping: { label: 'Being stopped', tone: 'info' },
  stopped: { label: 'Stopped', tone: 'warning' },
  done: { label: 'Done', tone: 'success' },
  discarded: { label: 'Discarded', tone: 'neutral' },
};

/** Whether it goes on by itself. */
export function isMoving({ state }: Pick<ShownBulk, 'state'>): boolean {
  return state === 'planning' || state === 'running' || state === 'stopping';
}

/** Sites that are done with, whatever came of them. */
export function doneOf({ counts: { changed, unchanged, refused } }: Pick<ShownBulk, 'counts'>): number {
  return changed + unchanged + refused;
}

/** How many Sites each way: foreseen before it was run, then what happened. */
export function figuresOf({ counts, startedAt, state }: ShownBulk): { label: string; value: number }[] {
  if (startedAt === null) {
    return [
      { label: state === 'discarded' ? 'Would have changed' : 'Will change', value: counts.willChange },
      { label: 'Refused', value: counts.willRefuse },
      { label: 'So already', value: counts.willStay },
    ];
  }
  const left = counts.total - doneOf({ counts });
  return [
    { label: 'Changed', value: counts.changed },
    { label: 'Refused', value: counts.refused },
    { label: 'Unchanged', value: counts.unchanged },
    ...(state === 'done' ? [] : [{ label: state === 'stopped' ? 'Not reached' : 'Still to do', value: left }]),
  ];
}

const sites = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'Site' : 'Sites'}`;

/** What the button says that runs a plan. */
export function runLabel(willChange: number): string {
  return willChange === 0 ? 'Run' : `Run on ${sites(willChange)}`;
}

/** Where it stands, in a sentence. */
export function bulkHeadline(bulk: ShownBulk): string {
  const { state, counts, problem } = bulk;
  switch (state) {
    case 'planning':
      return 'Working out what will happen. Nothing is changed yet.';
    case 'planned':
      return counts.willChange === 0 ? 'None of these Sites would change.' : `${sites(counts.willChange)} will change when you run it. Nothing is changed yet.`;
    case 'running':
      return 'The Sites are being changed. You can close this page: it goes on by itself.';
    case 'stopping':
      return 'It stops after the Sites that are being changed now.';
    case 'stopped':
      return `Stopped: ${sites(counts.changed)} changed, the rest stays as it was.`;
    case 'done':
      return `Done: ${sites(counts.changed)} changed.`;
    case 'discarded':
      return problem === null ? 'Discarded: nothing was changed.' : 'No plan could be made, so nothing was changed.';
  }
}
