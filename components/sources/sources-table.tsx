'use client';

import Link from 'next/link';
import { useMemo } from 'react';
import type { SourceUse } from '@/lib/sources/source-shape';
import { SensitivityBadge } from '../sites/site-badges';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { FormattedNumber } from '../ui/number';
import { PersonChip } from '../ui/person-chip';
import { ModeBadge } from './mode-badge';
import { matrixHref, sitesOfSource } from './source-links';

/** Data sources a row each: what they hold, what they may be used for, who answers for them, how many Sites use them. */
export function SourcesTable({ sources }: { sources: SourceUse[] }) {
  const columns = useMemo(
    (): DataColumn<SourceUse>[] => [
      { key: 'name', header: 'Data source', isMain: true, cell: ({ name }) => name },
      { key: 'sensitivity', header: 'Sensitivity', cell: ({ sensitivity }) => <SensitivityBadge sensitivity={sensitivity} /> },
      { key: 'mode', header: 'May be used', cell: ({ mode }) => <ModeBadge mode={mode} /> },
      { key: 'owner', header: 'Owner', cell: ({ owner }) => (owner === null ? <span className="text-faint">Nobody</span> : <PersonChip name={owner.name} departed={!owner.active} />) },
      { key: 'sites', header: 'Sites', align: 'end', cell: ({ key, sites }) => <CountLink count={sites.total} href={sitesOfSource(key)} what="Sites" /> },
      { key: 'writes', header: 'Writing', align: 'end', hideBelow: 'lg', cell: ({ key, sites }) => <CountLink count={sites.writeCapable} href={matrixHref({ uses: key, mode: 'write_capable' })} what="Sites that write" /> },
      { key: 'notAllowed', header: 'Not allowed', align: 'end', cell: ({ key, sites }) => <CountLink count={sites.notAllowed} href={matrixHref({ uses: key, problem: 'not_allowed' })} what="Sites against the matrix" isBad /> },
      { key: 'conflicts', header: 'Must not meet', hideBelow: 'xl', cell: ({ conflicts }) => conflicts.join(', ') },
    ],
    [],
  );
  return <DataTable label="Data sources" rows={sources} columns={columns} rowId={({ id }) => id} hrefForRow={({ id }) => `/sources/${id}`} />;
}

function CountLink({ count, href, what, isBad = false }: { count: number; href: string; what: string; isBad?: boolean }) {
  if (count === 0) return <span className="text-faint">0</span>;
  return (
    <Link href={href} prefetch={false} aria-label={`${count.toLocaleString('en-US')} ${what}`} className={`inline-flex min-h-6 items-center underline ${isBad ? 'font-medium text-danger' : ''}`}>
      <FormattedNumber value={count} />
    </Link>
  );
}
