'use client';

import { useMemo } from 'react';
import type { SiteSummary } from '@/lib/sites/site-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { AudienceText } from './site-badges';

export interface SitesTableProps {
  label: string;
  sites: SiteSummary[];
  now: string;
  /** Which of the columns, besides the Site's own. */
  columns: readonly ('audience' | 'owner' | 'department' | 'expires')[];
}

/** A handful of Sites, inside another page; the list itself is `SitesList`. */
export function SitesTable({ label, sites, now, columns }: SitesTableProps) {
  const all = useMemo((): DataColumn<SiteSummary>[] => [
    {
      key: 'site',
      header: 'Site',
      isMain: true,
      cell: ({ title, slug }) => (
        <span className="flex max-w-72 min-w-0 items-baseline gap-2">
          <span className="truncate">{title}</span>
          <span className="min-w-0 shrink-[9] truncate text-xs font-normal text-muted">{slug}</span>
        </span>
      ),
    },
    { key: 'audience', header: 'Audience', cell: ({ audience, drift }) => <AudienceText audience={audience} drift={drift} /> },
    {
      key: 'owner',
      header: 'Owner',
      cell: ({ owner }) =>
        owner === null ? <span className="text-faint">Nobody</span> : <span className="block max-w-44"><PersonChip name={owner.active ? owner.name : `${owner.name} (has left)`} /></span>,
    },
    { key: 'department', header: 'Department', hideBelow: 'md', cell: ({ department }) => department?.name ?? <span className="text-faint">None</span> },
    { key: 'expires', header: 'Expires', cell: ({ expiresAt }) => (expiresAt === null ? <span className="text-faint">Not set</span> : <Instant at={expiresAt} now={now} format="both" />) },
  ], [now]);
  const shown = all.filter(({ key, isMain }) => isMain === true || columns.some((column) => column === key));
  return <DataTable label={label} rows={sites} columns={shown} rowId={({ id }) => id} hrefForRow={({ slug }) => `/sites/${slug}`} />;
}
