'use client';

import { useMemo } from 'react';
import { sweepPhaseLabels, type SweepState } from '@/lib/domain/sweep';
import type { SweepView } from '@/lib/lifecycle/sweep-row';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { Instant } from '../ui/time';
import type { Tone } from '../ui/tone';
import { sweepWords } from './sweep-words';

const states: Record<SweepState, { label: string; tone: Tone }> = {
  running: { label: 'Running', tone: 'info' },
  stopped: { label: 'Waits for a decision', tone: 'warning' },
  done: { label: 'Done', tone: 'success' },
  abandoned: { label: 'Given up', tone: 'neutral' },
};

/** Sweeps a row each: as of when, what they did, who began them. */
export function SweepsTable({ sweeps, now }: { sweeps: SweepView[]; now: string }) {
  const columns = useMemo(
    (): DataColumn<SweepView>[] => [
      { key: 'at', header: 'As of', isMain: true, cell: ({ at }) => <Instant at={at} now={now} format="both" />, width: '16rem' },
      { key: 'counts', header: 'What it did', cell: ({ counts }) => <span className="min-w-0 break-words">{sweepWords(counts)}</span> },
      { key: 'startedBy', header: 'Begun by', cell: ({ startedBy }) => startedBy, width: '11rem', hideBelow: 'md' },
      {
        key: 'state',
        header: 'State',
        cell: ({ state, phase }) => <Badge tone={states[state].tone}>{state === 'running' ? `Running: ${sweepPhaseLabels[phase]}` : states[state].label}</Badge>,
        width: '15rem',
      },
    ],
    [now],
  );
  return (
    <DataTable
      label="Sweeps"
      rows={sweeps}
      columns={columns}
      rowId={({ id }) => id}
      empty={<EmptyState title="No sweep yet">A worker begins one each hour. It reminds, closes what nobody renewed, and goes on with what was begun.</EmptyState>}
    />
  );
}
