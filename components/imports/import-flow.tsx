'use client';

import { useEffect, useRef } from 'react';
import type { TaskView } from '@/lib/tasks/get-task';
import { FormError } from '../form/form-error';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Progress } from '../ui/progress';
import { ReportView } from './report-view';
import { useImport, type ImportSource } from './use-import';
import { useTask } from './use-task';

export interface ImportFlowProps {
  source: ImportSource | null;
  /** What has to be given first. */
  missing: string;
  now: string;
}

/** Check, look, apply: nothing is changed before somebody has seen what would be. */
export function ImportFlow({ source, missing, now }: ImportFlowProps) {
  const { state, taskId, check, apply, cancel } = useImport(source);
  const { phase } = state;
  const isBusy = phase === 'checking' || phase === 'applying';
  const task = useTask(isBusy ? taskId : null);
  const problem = phase === 'idle' || phase === 'checked' ? state.problem : null;
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (phase === 'applied' || (phase === 'checked' && problem === null)) result.current?.focus();
  }, [phase, problem]);
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant={phase === 'idle' || phase === 'checking' ? 'primary' : 'secondary'}
          onClick={check}
          disabledReason={source === null ? missing : isBusy ? 'Under way' : undefined}
        >
          Check, without changing anything
        </Button>
        {phase === 'checking' && <Button onClick={cancel}>Cancel</Button>}
      </div>
      {phase === 'checking' && <FlowProgress label="Checking" task={task === 'missing' ? null : task} />}
      <FormError problem={problem} />
      {(phase === 'checked' || phase === 'applying' || phase === 'applied') && (
        <div ref={result} tabIndex={-1} className="space-y-4 outline-none">
          {phase === 'applied' && (
            <Callout tone="success" title="Applied">
              The audit log has an event for each Site and one for the import.
            </Callout>
          )}
          {/* Above what may be a thousand Sites, and the progress where one has just pressed. */}
          <ReportView report={state.report} now={now}>
            {phase === 'checked' && <ApplyStep settled={(state.report.enforcement?.confirmed ?? 0) + (state.report.enforcement?.reopened ?? 0)} created={state.report.created} changed={state.report.changed} refused={state.report.refused.length + state.report.refusedOmitted} onApply={apply} />}
            {phase === 'applying' && (
              <div className="space-y-2">
                <FlowProgress label="Applying" task={task === 'missing' ? null : task} />
                <Button onClick={cancel}>Cancel</Button>
              </div>
            )}
          </ReportView>
        </div>
      )}
    </div>
  );
}

/** Once the number of rows is known, the whole file has arrived, and the server goes on alone. */
function FlowProgress({ label, task }: { label: string; task: TaskView | null }) {
  if (task?.total == null) return <Progress label={label} detail="This can take a while for thousands of Sites." />;
  const isThrough = task.done === task.total;
  return <Progress label={label} value={task.done} max={task.total} detail={isThrough ? 'Writing the audit log.' : 'The file has arrived. You can leave this page: the result will stand under Recent imports.'} />;
}

function ApplyStep({ settled, created, changed, refused, onApply }: { settled: number; created: number; changed: number; refused: number; onApply: () => void }) {
  const nothing = settled + created + changed === 0;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="primary" onClick={onApply} disabledReason={nothing ? 'There is nothing to apply' : undefined}>
        Apply
      </Button>
      <p className="text-muted">
        {nothing
          ? 'Everything is here already, as it should be.'
          : `Registers ${created.toLocaleString('en-US')} and changes ${changed.toLocaleString('en-US')}. What was refused stays out${refused === 0 ? '' : '; correct it and import again'}.`}
      </p>
    </div>
  );
}
