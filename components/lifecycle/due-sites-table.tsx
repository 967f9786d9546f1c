'use client';

import { dueActionLabels } from '@/lib/domain/sweep';
import type { DueSiteView } from '@/lib/lifecycle/list-due-sites';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { EmptyState } from '../ui/empty-state';

const columns: DataColumn<DueSiteView>[] = [
  { key: 'title', header: 'Site', isMain: true, cell: ({ title }) => <span className="min-w-0 break-words">{title}</span> },
  { key: 'action', header: 'What happens', cell: ({ action }) => dueActionLabels[action], width: '14rem' },
  { key: 'note', header: 'Why', cell: ({ note }) => <span className="min-w-0 break-words">{note}</span> },
];

/** Sites to which a sweep would do something, with why. */
export function DueSitesTable({ sites }: { sites: DueSiteView[] }) {
  return (
    <DataTable
      label="What a sweep would do"
      rows={sites}
      columns={columns}
      rowId={({ id }) => id}
      hrefForRow={({ slug }) => `/sites/${slug}`}
      empty={<EmptyState title="Nothing">No Site would be closed, narrowed, renewed or retired, and no widening ends.</EmptyState>}
    />
  );
}
