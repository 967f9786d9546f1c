'use client';

import { useMemo } from 'react';
import { requestKindLabels } from '@/lib/domain/request';
import type { RequestSummary } from '@/lib/requests/request-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { requestAsk } from './request-ask';
import { RequestStateBadge } from './request-state-badge';

export interface RequestsTableProps {
  label: string;
  requests: RequestSummary[];
  now: string;
  /** Closed requests say when they were closed, not how long they have waited. */
  isDecided: boolean;
}

/** Requests a row each: what is asked for which Site, by whom, since when. */
export function RequestsTable({ label, requests, now, isDecided }: RequestsTableProps) {
  const columns = useMemo(
    (): DataColumn<RequestSummary>[] => [
      { key: 'site', header: 'Site', isMain: true, cell: ({ site }) => <span className="min-w-0 break-words">{site.title}</span>, width: '14rem' },
      { key: 'kind', header: 'Kind', cell: ({ kind }) => requestKindLabels[kind], width: '8rem' },
      { key: 'ask', header: 'Asked', cell: (request) => <span className="break-words">{requestAsk(request)}</span> },
      { key: 'requester', header: 'Requester', cell: ({ requester }) => <PersonChip name={requester.name} departed={!requester.active} />, width: '11.5rem' },
      { key: 'age', header: isDecided ? 'Decided' : 'Age', cell: ({ submittedAt, decidedAt }) => <Instant at={(isDecided ? decidedAt : null) ?? submittedAt} now={now} format="relative" />, width: '5.5rem' },
      { key: 'state', header: 'State', cell: ({ state }) => <RequestStateBadge state={state} />, width: '11.5rem' },
    ],
    [now, isDecided],
  );
  return <DataTable label={label} rows={requests} columns={columns} rowId={({ id }) => id} hrefForRow={({ id }) => `/requests/${id}`} />;
}
