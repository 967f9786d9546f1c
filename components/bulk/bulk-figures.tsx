import { FigureList } from '../ui/figure-list';
import { Progress } from '../ui/progress';
import { bulkHeadline, doneOf, figuresOf, type ShownBulk } from './bulk-progress';

export interface BulkFiguresProps {
  bulk: ShownBulk;
  /** How many Sites the plan will hold, where that is known. */
  of?: number | undefined;
}

/** Where a bulk action stands: a sentence, how far it is, and how many Sites each way. */
export function BulkFigures({ bulk, of }: BulkFiguresProps) {
  const { state, counts } = bulk;
  const isPlanning = state === 'planning';
  const isRunning = state === 'running' || state === 'stopping';
  const hasPlan = isPlanning || bulk.plannedAt !== null;
  return (
    <div className="space-y-3">
      {/* Told when it changes; the figures move too often to be read out. */}
      <p role="status">{bulkHeadline(bulk)}</p>
      {isPlanning && (
        <Progress
          label="Looking at the Sites"
          {...(of === undefined ? { detail: `${counts.total.toLocaleString('en-US')} so far` } : { value: Math.min(counts.total, of), max: of })}
        />
      )}
      {isRunning && <Progress label={state === 'running' ? 'Changing the Sites' : 'Stopping'} value={doneOf(bulk)} max={counts.total} />}
      {hasPlan && <FigureList items={figuresOf(bulk)} />}
    </div>
  );
}
