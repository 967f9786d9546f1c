'use client';

import { useMemo } from 'react';
import type { HandoverSummary } from '@/lib/departures/handover-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { siteCount } from './handover-words';

/** Handovers a row each: from whom, when, how many Sites, and how many wait. */
export function HandoversTable({ handovers, now, showsReceiver }: { handovers: HandoverSummary[]; now: string; showsReceiver: boolean }) {
  const columns = useMemo(
    (): DataColumn<HandoverSummary>[] => [
      { key: 'from', header: 'From', isMain: true, cell: ({ from }) => <PersonChip name={from.name} /> },
      ...(showsReceiver ? [{ key: 'to', header: 'To', cell: ({ to }: HandoverSummary) => <PersonChip name={to.name} departed={!to.active} /> }] : []),
      { key: 'madeAt', header: 'Received', cell: ({ madeAt }) => <Instant at={madeAt} now={now} format="relative" /> },
      { key: 'sites', header: 'Sites', cell: ({ counts }) => siteCount(counts.total) },
      {
        key: 'waiting',
        header: 'To decide',
        cell: ({ counts }) => (counts.waiting === 0 ? <Badge tone="success">Decided</Badge> : <Badge tone="warning">{`${counts.waiting.toLocaleString('en-US')} to decide`}</Badge>),
      },
    ],
    [now, showsReceiver],
  );
  return <DataTable label="Handovers" rows={handovers} columns={columns} rowId={({ id }) => id} hrefForRow={({ id }) => `/handovers/${id}`} />;
}
