'use client';

import { useMemo, type ReactNode } from 'react';
import type { SiteSummary } from '@/lib/sites/site-shape';
import { DataTable } from '../table/data-table';
import { withParam } from '../table/filter-url';
import { siteColumns } from './site-columns';

export interface SitesTableProps {
  label: string;
  sites: SiteSummary[];
  now: string;
  columns: readonly string[];
  /** The list's own query, where its heads sort it. */
  sorting?: { path: string; query: string } | undefined;
  empty?: ReactNode;
}

/** Sites as a table; on narrow screens as a stack. */
export function SitesTable({ label, sites, now, columns, sorting, empty }: SitesTableProps) {
  const shown = useMemo(() => siteColumns(now, columns), [now, columns]);
  const params = new URLSearchParams(sorting?.query);
  const sort = sorting === undefined ? undefined : (params.get('sort')?.split(',')[0] ?? 'title');
  return (
    <DataTable
      label={label}
      rows={sites}
      columns={shown}
      rowId={({ id }) => id}
      hrefForRow={({ slug }) => `/sites/${slug}`}
      sort={sort}
      {...(sorting !== undefined && { hrefForSort: (key: string) => withParam(sorting.path, params, 'sort', [sort === key ? `-${key}` : key]) })}
      empty={empty}
    />
  );
}
