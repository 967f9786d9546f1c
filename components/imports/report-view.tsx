'use client';

import { useMemo, type ReactNode } from 'react';
import type { ImportReport } from '@/lib/imports/report';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Disclosure } from '../ui/disclosure';
import { FigureList } from '../ui/figure-list';
import { FormattedNumber } from '../ui/number';
import { Panel } from '../ui/panel';
import { ReportItems } from './report-items';

export interface ReportViewProps {
  report: ImportReport;
  now: string;
  /** What comes next, below the numbers. */
  children?: ReactNode;
}

type Refused = { id: string; where: string; field: string; reason: string };

/** What an import does, or did: numbers first, then what is behind each. */
export function ReportView({ report, now, children }: ReportViewProps) {
  const { applied, created, changed, unchanged, refused, refusedOmitted, ignored, items, enforcement } = report;
  const counted = created + changed + unchanged;
  return (
    <div className="space-y-4">
      <h2 className="text-base font-semibold">{applied ? 'What was done' : 'What would be done'}</h2>
      <FigureList
        items={[
          { label: applied ? 'Registered' : 'To register', value: created },
          { label: applied ? 'Changed' : 'To change', value: changed },
          { label: 'Unchanged', value: unchanged },
          { label: 'Refused', value: refused.length + refusedOmitted },
          { label: 'Passed over', value: ignored.length },
          ...(enforcement === undefined ? [] : [{ label: 'Decisions confirmed', value: enforcement.confirmed }, { label: 'Decisions undone', value: enforcement.reopened }]),
        ]}
      />
      {children}
      {refused.length > 0 && <RefusedTable refused={refused} omitted={refusedOmitted} />}
      {items.length > 0 && (
        <Panel title="Sites" flush description={items.length < counted ? `The first ${items.length.toLocaleString('en-US')} of ${counted.toLocaleString('en-US')}` : undefined}>
          <ReportItems items={items} applied={applied} now={now} />
        </Panel>
      )}
      {ignored.length > 0 && (
        <Disclosure
          summary={
            <>
              Passed over (<FormattedNumber value={ignored.length} />)
            </>
          }
        >
          <ul className="max-h-64 overflow-y-auto font-mono text-xs">
            {ignored.map((path, at) => (
              <li key={at} className="break-all">
                {path}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

/** Refusals that the page shows; a browser that draws 10,000 rows stands still. */
const refusalsShown = 500;

function RefusedTable({ refused, omitted }: { refused: ImportReport['refused']; omitted: number }) {
  const rows = useMemo(
    () =>
      refused.slice(0, refusalsShown).map(({ path, line, field, reason }, at): Refused => ({
        id: String(at),
        where: [path, line === undefined ? undefined : `Line ${line}`].filter((part) => part !== undefined && part !== '').join(', ') || 'The input as a whole',
        field: field ?? '',
        reason,
      })),
    [refused],
  );
  const hidden = refused.length + omitted - rows.length;
  const columns = useMemo(
    (): DataColumn<Refused>[] => [
      { key: 'where', header: 'Where', isMain: true, cell: ({ where }) => <span className="font-mono text-xs break-all">{where}</span> },
      { key: 'field', header: 'Field', cell: ({ field }) => (field === '' ? '' : <code className="font-mono text-xs">{field}</code>) },
      { key: 'reason', header: 'Reason', cell: ({ reason }) => <span className="break-words">{reason}</span> },
    ],
    [],
  );
  return (
    <Panel flush title="Refused" description={`The others arrive all the same.${hidden === 0 ? '' : ` The first ${rows.length.toLocaleString('en-US')}; correct these, then check again to see the other ${hidden.toLocaleString('en-US')}.`}`}>
      <DataTable label="What was refused, and why" rows={rows} columns={columns} rowId={({ id }) => id} />
    </Panel>
  );
}
