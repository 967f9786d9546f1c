import { FormattedNumber } from '../ui/number';
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
      {hasPlan && (
        <dl className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
          {figuresOf(bulk).map(({ label, value }) => (
            <div key={label} className="flex flex-[1_1_6.5rem] flex-col-reverse bg-canvas px-4 py-2">
              <dt className="text-muted">{label}</dt>
              <dd className="text-lg font-semibold">
                <FormattedNumber value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
