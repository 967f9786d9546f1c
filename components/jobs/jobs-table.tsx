'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState, useTransition } from 'react';
import { jobStateLabels, type JobState } from '@/lib/domain/job';
import type { ActionResult } from '@/lib/gate/action';
import type { JobView } from '@/lib/jobs/list-jobs';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Instant } from '../ui/time';
import { toastResult } from '../ui/toast-result';
import type { Tone } from '../ui/tone';
import type { JobAction } from './job-dialog';

const JobDialog = dynamic(() => import('./job-dialog').then((file) => file.JobDialog), { ssr: false });

export interface JobsTableProps {
  jobs: JobView[];
  now: string;
  /** Why nothing can be done with them; absent for admins. */
  readOnlyReason?: string | undefined;
  retry: (input: { jobId: string }) => Promise<ActionResult<unknown>>;
  dismiss: JobAction;
}

const tones: Record<JobState, Tone> = { dead: 'danger', failed: 'warning', running: 'info', waiting: 'neutral' };

/** Jobs a row each: what it does, how it stands, what went wrong; and to try again or throw away what failed. */
export function JobsTable({ jobs, now, readOnlyReason, retry, dismiss }: JobsTableProps) {
  const [dismissing, setDismissing] = useState<JobView | null>(null);
  const [isPending, startTransition] = useTransition();
  const columns = useMemo((): DataColumn<JobView>[] => {
    const again = (jobId: string) =>
      startTransition(async () => {
        const result = await retry({ jobId });
        toastResult(result.ok ? { ok: true, message: 'Begins anew' } : result);
      });
    return [
      {
        key: 'job',
        header: 'Job',
        isMain: true,
        width: '18rem',
        cell: ({ label, key, id }) => (
          <span className="min-w-0 py-1 break-words">
            {label} <span className="block font-mono text-xs font-normal break-all text-muted">{key ?? `no. ${id}`}</span>
          </span>
        ),
      },
      { key: 'state', header: 'State', width: '9.5rem', cell: ({ state }) => <Badge tone={tones[state]}>{jobStateLabels[state]}</Badge> },
      { key: 'attempts', header: 'Attempts', width: '6rem', cell: ({ attempts, maxAttempts }) => `${attempts} of ${maxAttempts}` },
      { key: 'at', header: 'When', width: '11rem', cell: (job) => <When job={job} now={now} /> },
      { key: 'error', header: 'Last error', cell: ({ error, state }) => (error === null && state !== 'dead' ? null : <span className="break-words">{error ?? 'None was noted: its worker ended in the middle of it.'}</span>) },
      {
        key: 'actions',
        header: 'Actions',
        align: 'end',
        width: '11rem',
        cell: (job) =>
          (job.state === 'dead' || job.state === 'failed') && (
            <span className="flex gap-2 sm:justify-end">
              <Button size="sm" aria-label={`Retry ${job.label}, no. ${job.id}`} disabledReason={readOnlyReason ?? (isPending ? 'Under way' : undefined)} onClick={() => again(job.id)}>
                Retry
              </Button>
              <Button size="sm" aria-haspopup="dialog" aria-label={`Dismiss ${job.label}, no. ${job.id}`} disabledReason={readOnlyReason} onClick={() => setDismissing(job)}>
                Dismiss
              </Button>
            </span>
          ),
      },
    ];
  }, [now, readOnlyReason, retry, isPending]);
  return (
    <>
      <DataTable label="Jobs" rows={jobs} columns={columns} rowId={({ id }) => id} density="comfortable" />
      {dismissing !== null && <JobDialog job={dismissing} dismiss={dismiss} onClose={() => setDismissing(null)} />}
    </>
  );
}

function When({ job: { state, at, createdAt }, now }: { job: JobView; now: string }) {
  const word = { dead: 'Added', failed: 'Next', running: 'Since', waiting: 'Begins' }[state];
  return (
    <span>
      {word} <Instant at={at ?? createdAt} now={now} format="relative" />
    </span>
  );
}
