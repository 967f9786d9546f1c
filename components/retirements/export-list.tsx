import type { RetirementView } from '@/lib/retirements/retirement-shape';
import type { RunRetirement } from '../sites/site-commands';
import { DialogButton } from '../ui/dialog-button';
import { Instant } from '../ui/time';
import { ExportForm } from './export-form';

export interface ExportListProps {
  siteId: string;
  exports: RetirementView['exports'];
  now: string;
  disabledReason: string | undefined;
  /** Why the data can't be exported yet. */
  notYet: string | undefined;
  run: RunRetirement;
}

/** The bindings of a Site with what became of their data. */
export function ExportList({ siteId, exports, now, disabledReason, notYet, run }: ExportListProps) {
  if (exports.length === 0) return <p>It stores no data in D1 or R2.</p>;
  return (
    <ul className="space-y-2">
      {exports.map(({ kind, name, state, location, checksum, waiver, decidedBy, decidedAt }) => (
        <li key={kind} className="flex flex-wrap items-start gap-x-3 gap-y-1">
          <div className="min-w-0 flex-1 basis-60">
            <p>
              {kind.toUpperCase()} <code className="font-mono text-xs">{name}</code>: {state === 'open' ? 'not decided yet' : state === 'exported' ? 'exported' : 'waived'}
            </p>
            {location !== null && <p className="break-all text-muted">{location}</p>}
            {checksum !== null && <p className="font-mono text-xs break-all text-muted">{checksum}</p>}
            {waiver !== null && <p className="text-muted">{waiver}</p>}
            {decidedBy !== null && decidedAt !== null && (
              <p className="text-xs text-muted">
                {decidedBy}, <Instant at={decidedAt} now={now} format="both" />
              </p>
            )}
          </div>
          <DialogButton label={state === 'open' ? 'Say where it went' : 'Correct'} buttonSize="sm" title={`The data of ${kind.toUpperCase()} ${name}`} disabledReason={disabledReason}>
            <ExportForm siteId={siteId} kind={kind} notYet={notYet} run={run} />
          </DialogButton>
        </li>
      ))}
    </ul>
  );
}
