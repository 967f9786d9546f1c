'use client';

import { useMemo } from 'react';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { FormattedNumber } from '../ui/number';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { bulkHref } from './bulk-href';
import { BulkStateBadge } from './bulk-state-badge';

export type BulkRow = Pick<BulkActionView, 'id' | 'words' | 'state' | 'actor' | 'counts' | 'createdAt' | 'startedAt'>;

/** Bulk actions a row each: what, who, when, how many, and where it stands. */
export function BulkTable({ bulks, now }: { bulks: BulkRow[]; now: string }) {
  const columns = useMemo(
    (): DataColumn<BulkRow>[] => [
      { key: 'words', header: 'Change', isMain: true, cell: ({ words }) => <span className="min-w-0 break-words">{words}</span> },
      { key: 'actor', header: 'By', cell: ({ actor }) => <PersonChip name={actor.name} />, width: '12rem' },
      { key: 'createdAt', header: 'Prepared', cell: ({ createdAt }) => <Instant at={createdAt} now={now} format="relative" />, width: '7.5rem' },
      { key: 'total', header: 'Sites', align: 'end', cell: ({ counts }) => <FormattedNumber value={counts.total} />, width: '6rem' },
      { key: 'changed', header: 'Changed', align: 'end', cell: ({ counts, startedAt }) => (startedAt === null ? '' : <FormattedNumber value={counts.changed} />), width: '6rem' },
      { key: 'refused', header: 'Refused', align: 'end', cell: ({ counts, startedAt }) => <FormattedNumber value={startedAt === null ? counts.willRefuse : counts.refused} />, width: '6rem' },
      { key: 'state', header: 'State', cell: ({ state }) => <BulkStateBadge state={state} />, width: '9.5rem' },
    ],
    [now],
  );
  return <DataTable label="Bulk actions" rows={bulks} columns={columns} rowId={({ id }) => id} hrefForRow={({ id }) => bulkHref(id)} />;
}
