'use client';

import { useMemo } from 'react';
import type { RetirementSummary } from '@/lib/retirements/retirement-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { RetirementStateBadge } from './retirement-state-badge';

export interface RetirementsTableProps {
  label: string;
  retirements: RetirementSummary[];
  now: string;
  isOver: boolean;
}

/** Retirements a row each: how far, what comes next and when, what stands in the way. */
export function RetirementsTable({ label, retirements, now, isOver }: RetirementsTableProps) {
  const columns = useMemo((): DataColumn<RetirementSummary>[] => {
    const date = (at: string | null) => at !== null && <Instant at={at} now={now} format="date" />;
    const common: DataColumn<RetirementSummary>[] = [
      { key: 'site', header: 'Site', isMain: true, cell: ({ site }) => <span className="min-w-0 break-words">{site.title}</span>, width: '15rem' },
      { key: 'owner', header: 'Owner', cell: ({ site: { owner } }) => (owner === null ? 'Nobody' : <PersonChip name={owner.name} departed={!owner.active} />), width: '11rem' },
      { key: 'began', header: 'Begun', cell: ({ beganAt }) => date(beganAt), width: '7.5rem', hideBelow: 'lg' },
    ];
    return isOver
      ? [...common, { key: 'ended', header: 'Ended', cell: ({ endedAt }) => date(endedAt), width: '7.5rem' }, { key: 'reason', header: 'Why it began', cell: ({ reason }) => <span className="line-clamp-2 break-words">{reason}</span> }]
      : [
          ...common,
          { key: 'state', header: 'Step', cell: ({ state, heldSince }) => <RetirementStateBadge state={state} isHeld={heldSince !== null} />, width: '10rem' },
          { key: 'closes', header: 'Closes', cell: ({ closedAt, closesAt }) => date(closedAt ?? closesAt), width: '7.5rem' },
          { key: 'deletes', header: 'Deleted from', cell: ({ deletesAt }) => date(deletesAt), width: '7.5rem' },
          { key: 'obstacles', header: 'In the way', cell: ({ obstacles }) => (obstacles.length === 0 ? <span className="text-muted">Nothing</span> : <span className="break-words">{obstacles.join(' ')}</span>) },
        ];
  }, [now, isOver]);
  return <DataTable label={label} rows={retirements} columns={columns} rowId={({ id }) => id} hrefForRow={({ site }) => `/sites/${site.slug}?tab=retirement`} />;
}
