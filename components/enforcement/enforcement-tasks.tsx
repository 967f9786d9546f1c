'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SettlementOutcome } from '@/lib/domain/enforcement-settlement';
import type { EnforcementView } from '@/lib/enforcement/enforcement-shape';
import type { ActionResult } from '@/lib/gate/action';
import { RowTick } from '../table/row-tick';
import { Button } from '../ui/button';
import { EnforcementTask } from './enforcement-task';

const SettleDialog = dynamic(() => import('./settle-dialog').then((file) => file.SettleDialog), { ssr: false });

export type Settle = (input: unknown) => Promise<ActionResult<unknown>>;

export interface EnforcementTasksProps {
  tasks: EnforcementView[];
  now: string;
  /** Left out for those who read only. */
  settle?: Settle | undefined;
}

/** What has to be done on the platform, a task each; several are settled with one note. */
export function EnforcementTasks({ tasks, now, settle }: EnforcementTasksProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ outcome: SettlementOutcome; tasks: EnforcementView[] } | null>(null);
  const waiting = tasks.filter((task) => task.state !== 'confirmed');
  const picked = waiting.filter(({ id }) => chosen.has(id));
  const pick = (ids: string[], isPicked: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      for (const id of ids) if (isPicked) after.add(id); else after.delete(id);
      return after;
    });
  const nobody = picked.length === 0 ? 'Choose tasks first' : undefined;
  return (
    <>
      {settle !== undefined && waiting.length > 1 && (
        <div className="mb-2 flex flex-wrap items-center gap-2">
          <RowTick
            label="Choose all tasks on this page"
            isChecked={picked.length === waiting.length}
            isMixed={picked.length > 0}
            onChange={(isPicked) => pick(waiting.map(({ id }) => id), isPicked)}
          />
          <span className="min-w-20 text-muted">{picked.length} chosen</span>
          <Button size="sm" disabledReason={nobody} onClick={() => setAsked({ outcome: 'done', tasks: picked })}>
            Done
          </Button>
          <Button size="sm" disabledReason={nobody} onClick={() => setAsked({ outcome: 'failed', tasks: picked })}>
            They failed
          </Button>
        </div>
      )}
      <ul aria-label="Tasks" className="divide-y divide-line rounded-lg border border-line">
        {tasks.map((task) => (
          <EnforcementTask
            key={task.id}
            task={task}
            now={now}
            tick={settle !== undefined && waiting.length > 1 && waiting.includes(task) ? { isChecked: chosen.has(task.id), onChange: (isPicked) => pick([task.id], isPicked) } : undefined}
            onSettle={settle === undefined ? undefined : (outcome) => setAsked({ outcome, tasks: [task] })}
          />
        ))}
      </ul>
      {asked !== null && settle !== undefined && (
        <SettleDialog
          outcome={asked.outcome}
          tasks={asked.tasks}
          settle={settle}
          onClose={() => setAsked(null)}
          onSettled={() => pick(asked.tasks.map(({ id }) => id), false)}
        />
      )}
    </>
  );
}
