'use client';

import { useMemo, type ReactNode } from 'react';
import { policyEffectLabels, policyTriggerLabels } from '@/lib/domain/policy';
import type { PolicyView } from '@/lib/policies/policy-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Instant } from '../ui/time';
import { PolicyStateBadge } from './policy-state-badge';

export interface PoliciesTableProps {
  policies: PolicyView[];
  now: string;
  empty: ReactNode;
}

/** Policies with when they are asked and what follows. */
export function PoliciesTable({ policies, now, empty }: PoliciesTableProps) {
  const columns = useMemo(
    (): DataColumn<PolicyView>[] => [
      { key: 'name', header: 'Policy', isMain: true, cell: ({ name }) => <span className="min-w-0 py-1 break-words">{name}</span> },
      { key: 'state', header: 'State', cell: (policy) => <PolicyStateBadge policy={policy} />, width: '7rem' },
      { key: 'triggers', header: 'Asked when', cell: ({ triggers }) => <span className="block py-1 break-words">{triggers.map((trigger) => policyTriggerLabels[trigger]).join('; ')}</span> },
      { key: 'effects', header: 'Effects', cell: ({ effects }) => <span className="block py-1 break-words">{[...new Set(effects.map(({ effect }) => policyEffectLabels[effect]))].join(', ')}</span> },
      { key: 'version', header: 'Version', align: 'end', cell: ({ version }) => version, width: '5rem', hideBelow: 'lg' },
      {
        key: 'changed',
        header: 'Changed',
        cell: ({ changedAt, changedBy }) => (
          <span>
            <Instant at={changedAt} now={now} format="relative" />
            {changedBy !== null && <span className="text-muted"> by {changedBy.name}</span>}
          </span>
        ),
        width: '12rem',
        hideBelow: 'md',
      },
    ],
    [now],
  );
  return <DataTable label="Policies" rows={policies} columns={columns} rowId={({ id }) => id} hrefForRow={({ id }) => `/policies/${id}`} density="comfortable" empty={empty} />;
}
