'use client';

import { ChevronDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState, type MouseEvent } from 'react';
import { newTaskId } from '../imports/task-id';
import { buttonClass } from '../ui/button-class';

const ExportProgress = dynamic(() => import('./export-progress').then((file) => file.ExportProgress), { ssr: false });

export interface ExportButtonProps {
  /** The list's filters as a query string, without `?`. */
  query: string;
  /** How many match, where that is known. */
  total?: number | undefined;
}

const formats = [
  { format: 'csv', label: 'CSV', hint: 'Opens in spreadsheets, and imports again' },
  { format: 'jsonl', label: 'JSON Lines', hint: 'One Site a line, for programs' },
];

/** Takes what matches along as a file. The links work before any script has arrived; then they tell how far they are. */
export function ExportButton({ query, total }: ExportButtonProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [run, setRun] = useState<{ href: string; taskId: string } | null>(null);
  useEffect(() => {
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !menu.current?.contains(event.target as Node)) menu.current?.removeAttribute('open');
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  const start = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const taskId = newTaskId();
    menu.current?.removeAttribute('open');
    setRun({ taskId, href: `${event.currentTarget.getAttribute('href') ?? ''}&task=${taskId}` });
  };
  return (
    <>
      <details ref={menu} className="relative">
        <summary className={`${buttonClass()} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}>
          Export
          <ChevronDown aria-hidden="true" size={14} />
        </summary>
        <div className="absolute right-0 z-30 mt-1 w-64 rounded-md bg-raised p-1 shadow-overlay max-sm:fixed max-sm:inset-x-4 max-sm:w-auto">
          {total !== undefined && <p className="px-2 py-1 text-xs text-muted">{total === 1 ? 'The one Site that matches' : `All ${total.toLocaleString('en-US')} Sites that match`}</p>}
          {formats.map(({ format, label, hint }) => (
            <a key={format} href={exportUrl(query, format)} download onClick={start} className="block rounded px-2 py-1 hover:bg-hover">
              {label}
              <span className="block text-xs text-muted">{hint}</span>
            </a>
          ))}
        </div>
      </details>
      {run !== null && <ExportProgress key={run.taskId} href={run.href} taskId={run.taskId} onClose={() => setRun(null)} />}
    </>
  );
}

function exportUrl(query: string, format: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set('format', format);
  return `/api/v1/sites/export?${parameters.toString()}`;
}
