'use client';

import { useMemo } from 'react';
import { requestKindLabels } from '@/lib/domain/request';
import type { RequestSummary } from '@/lib/requests/request-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { DueBadge } from './due-badge';
import { requestAsk } from './request-ask';
import { RequestStateBadge } from './request-state-badge';
import { requestViewUrl, type RequestView } from './request-views';
import { RiskBadge } from './risk-badge';

export interface RequestsTableProps {
  label: string;
  view: RequestView;
  sort: string;
  requests: RequestSummary[];
  now: string;
  selection?: string[] | undefined;
  onSelectionChange?: ((ids: string[]) => void) | undefined;
}

/** Requests a row each: what is asked for which Site, how risky that is, how long it has waited and for whom. */
export function RequestsTable({ label, view, sort, requests, now, selection, onSelectionChange }: RequestsTableProps) {
  // Closed requests say when they were closed, not how long they have waited.
  const isDecided = view === 'decided';
  const columns = useMemo(
    (): DataColumn<RequestSummary>[] => [
      { key: 'site', header: 'Site', isMain: true, cell: ({ site }) => <span className="min-w-0 break-words">{site.title}</span>, width: '11rem' },
      { key: 'kind', header: 'Kind', cell: ({ kind }) => requestKindLabels[kind], width: '5.5rem', hideBelow: 'xl' },
      { key: 'ask', header: 'Asked', cell: (request) => <span className="break-words">{requestAsk(request)}</span> },
      { key: 'risk', header: 'Risk', ...(!isDecided && { sortKey: 'risk' }), cell: ({ risk }) => (risk === null ? <span className="text-faint">–</span> : <RiskBadge score={risk} isShort />), width: '7rem' },
      { key: 'requester', header: 'Requester', cell: ({ requester }) => <PersonChip name={requester.name} departed={!requester.active} />, width: '10rem', hideBelow: 'xl' },
      { key: 'age', header: isDecided ? 'Decided' : 'Age', ...(!isDecided && { sortKey: 'createdAt' }), cell: ({ submittedAt, decidedAt }) => <Instant at={(isDecided ? decidedAt : null) ?? submittedAt} now={now} format="relative" />, width: '5.5rem' },
      ...(isDecided
        ? []
        : [
            { key: 'due', header: 'Due', sortKey: 'dueAt', cell: ({ dueAt, state }: RequestSummary) => (dueAt === null || state !== 'pending' ? <span className="text-faint">–</span> : <DueBadge dueAt={dueAt} now={now} isShort />), width: '6.5rem' },
            { key: 'claimed', header: 'Taken on', cell: ({ claimedBy }: RequestSummary) => (claimedBy === null ? <span className="text-faint">–</span> : <PersonChip name={claimedBy.name} />), width: '7.5rem', hideBelow: 'xl' as const },
          ]),
      // What waits for me is all in one state; how far its stages are stands with it.
      view === 'waiting' || view === 'low_risk'
        ? { key: 'stages', header: 'Stages', cell: (request) => <Stages {...request} />, width: '4.5rem' }
        : { key: 'state', header: 'State', cell: (request) => <State {...request} />, width: '12rem' },
    ],
    [now, isDecided, view],
  );
  return (
    <DataTable
      label={label}
      rows={requests}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ site }) => site.title}
      hrefForRow={({ id }) => `/requests/${id}`}
      {...(!isDecided && { sort, hrefForSort: (key: string) => requestViewUrl(view, { sort: next(key, sort) }) })}
      selection={selection}
      onSelectionChange={onSelectionChange}
    />
  );
}

/** Risk begins at the highest and the due date at the next one; only age can be turned round. */
function next(key: string, sort: string): string {
  if (key === 'risk') return '-risk';
  return key === 'createdAt' && sort === 'createdAt' ? '-createdAt' : key;
}

/** Where it stands, and with more than one stage how far it is. */
function State(request: RequestSummary) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <RequestStateBadge state={request.state} />
      {request.state === 'pending' && request.stages.length > 1 && <Stages {...request} />}
    </span>
  );
}

function Stages({ stages }: RequestSummary) {
  if (stages.length === 0) return <span className="text-faint">–</span>;
  return (
    <span className="text-muted">
      {stages.filter((stage) => stage.state === 'through').length} of {stages.length}
      <span className="sr-only"> stages</span>
    </span>
  );
}
