'use client';

import { useEffect, useState } from 'react';
import type { TaskView } from '@/lib/tasks/get-task';

/** How often the server is asked, in milliseconds. */
const pause = 700;
/** How often it is asked for a task that it doesn't know before that counts as never begun. */
const patience = 20;

/** How far a task is, until it ends; `missing` when it never began. Null: there is none to watch. */
export function useTask(id: string | null): TaskView | 'missing' | null {
  const [seen, setSeen] = useState<{ id: string; task: TaskView | 'missing' } | null>(null);
  useEffect(() => {
    if (id === null) return;
    const controller = new AbortController();
    void watch(id, controller.signal, (task) => setSeen({ id, task }));
    return () => controller.abort();
  }, [id]);
  return seen !== null && seen.id === id ? seen.task : null;
}

async function watch(id: string, signal: AbortSignal, tell: (task: TaskView | 'missing') => void): Promise<void> {
  for (let unknown = 0; !signal.aborted; ) {
    const task = await readTask(id, signal);
    if (signal.aborted) return;
    if (task === null) {
      unknown += 1;
      if (unknown > patience) return tell('missing');
    } else {
      tell(task);
      if (task.state !== 'running') return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Null where the server doesn't know it, or doesn't answer: a watcher asks again. */
async function readTask(id: string, signal: AbortSignal): Promise<TaskView | null> {
  try {
    // A list holds an unknown id without an error in the browser's console, which a 404 would leave there.
    const response = await fetch('/api/v1/tasks', { signal });
    if (!response.ok) return null;
    return ((await response.json()) as { items: TaskView[] }).items.find((task) => task.id === id) ?? null;
  } catch {
    return null;
  }
}
