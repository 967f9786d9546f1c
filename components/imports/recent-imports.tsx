'use client';

import { useEffect, useState } from 'react';
import type { TaskView } from '@/lib/tasks/get-task';
import { Badge } from '../ui/badge';
import { Panel } from '../ui/panel';
import { Progress } from '../ui/progress';
import { Instant } from '../ui/time';
import type { Tone } from '../ui/tone';

/** How often the list is read, in milliseconds: while something runs, and otherwise. */
const pauses = { running: 1_500, quiet: 10_000 };

const words: Record<TaskView['state'], { label: string; tone: Tone }> = {
  running: { label: 'Under way', tone: 'info' },
  done: { label: 'Finished', tone: 'success' },
  failed: { label: 'Not finished', tone: 'danger' },
};

/** One's last imports of CSV, wherever they were started: what becomes of one survives the page. */
export function RecentImports({ now }: { now: string }) {
  const [tasks, setTasks] = useState<TaskView[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    void watch(controller.signal, setTasks);
    return () => controller.abort();
  }, []);
  if (tasks.length === 0) return null;
  return (
    <Panel title="Recent imports" flush>
      <ul className="divide-y divide-line">
        {tasks.map((task) => (
          <li key={task.id} className="space-y-1 px-4 py-2">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Badge tone={words[task.state].tone}>{words[task.state].label}</Badge>
              <span className="min-w-0 flex-1">{task.message}</span>
              <span className="text-xs text-muted">
                <Instant at={task.startedAt} now={now} />
              </span>
            </div>
            {task.state === 'running' && <Progress label="Rows" value={task.total === null ? undefined : task.done} max={task.total ?? undefined} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

async function watch(signal: AbortSignal, show: (tasks: TaskView[]) => void): Promise<void> {
  while (!signal.aborted) {
    const tasks = await readTasks(signal);
    if (signal.aborted) return;
    if (tasks !== null) show(tasks);
    const isRunning = tasks?.some(({ state }) => state === 'running') === true;
    await new Promise((resolve) => setTimeout(resolve, isRunning ? pauses.running : pauses.quiet));
  }
}

async function readTasks(signal: AbortSignal): Promise<TaskView[] | null> {
  try {
    const response = await fetch('/api/v1/tasks?kind=import', { signal });
    return response.ok ? ((await response.json()) as { items: TaskView[] }).items : null;
  } catch {
    return null;
  }
}
