'use client';

import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTask } from '../imports/use-task';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Progress } from '../ui/progress';

export interface ExportProgressProps {
  /** The download, its task included. */
  href: string;
  taskId: string;
  onClose: () => void;
}

/** Starts a download and says how far it is. The browser saves it; leaving the page doesn't stop it. */
export function ExportProgress({ href, taskId, onClose }: ExportProgressProps) {
  const started = useRef<string | null>(null);
  useEffect(() => {
    if (started.current === href) return;
    started.current = href;
    download(href);
  }, [href]);
  const task = useTask(taskId);
  return (
    <div role="region" aria-label="Export" className="fixed right-4 bottom-4 z-40 w-[calc(100vw-2rem)] rounded-lg bg-raised p-3 pr-11 shadow-overlay sm:w-90">
      {task === null && <Progress label="Preparing the export" />}
      {task === 'missing' && (
        <Callout alert tone="danger" title="The export did not begin">
          Others may be under way. Try again in a minute.
        </Callout>
      )}
      {task !== null && task !== 'missing' && task.state === 'running' && (
        <Progress label="Exporting Sites" value={task.total === null ? undefined : task.done} max={task.total ?? undefined} detail="Your browser saves the file; you can go on working." />
      )}
      {task !== null && task !== 'missing' && task.state !== 'running' && (
        <Callout alert={task.state === 'failed'} tone={task.state === 'done' ? 'success' : 'danger'} title={task.state === 'done' ? 'Export finished' : 'Export not finished'}>
          {task.message}
        </Callout>
      )}
      <span className="absolute top-2 right-2">
        <Button size="sm" variant="ghost" iconOnly aria-label="Close" icon={<X aria-hidden="true" size={14} />} onClick={onClose} />
      </span>
    </div>
  );
}

function download(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
