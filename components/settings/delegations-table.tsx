'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { DelegationView } from '@/lib/requests/list-delegations';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { toastResult } from '../ui/toast-result';
import type { Tone } from '../ui/tone';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog').then((file) => file.ConfirmDialog), { ssr: false });

export interface DelegationsTableProps {
  delegations: DelegationView[];
  me: string | null;
  isAdmin: boolean;
  now: string;
  end: (input: { delegationId: string }) => Promise<ActionResult<unknown>>;
}

const states: Record<DelegationView['state'], { label: string; tone: Tone }> = {
  planned: { label: 'Planned', tone: 'neutral' },
  active: { label: 'In force', tone: 'info' },
  ended: { label: 'Ended', tone: 'neutral' },
};

/** Who decides in whose place, from when until when. */
export function DelegationsTable({ delegations, me, isAdmin, now, end }: DelegationsTableProps) {
  const [ending, setEnding] = useState<DelegationView | null>(null);
  const columns = useMemo(
    (): DataColumn<DelegationView>[] => [
      { key: 'from', header: 'In place of', isMain: true, cell: ({ from }) => <PersonChip name={from.name} secondary={from.email} /> },
      { key: 'to', header: 'Decides', cell: ({ to }) => <PersonChip name={to.name} secondary={to.email} /> },
      { key: 'starts', header: 'From', cell: ({ startsAt }) => <Instant at={startsAt} now={now} format="date" /> },
      { key: 'ends', header: 'Until', cell: ({ endsAt, revokedAt }) => <Instant at={revokedAt ?? endsAt} now={now} format="date" /> },
      { key: 'reason', header: 'Why', cell: ({ reason }) => <span className="break-words">{reason}</span>, hideBelow: 'lg' },
      { key: 'state', header: 'State', cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge> },
      {
        key: 'end',
        header: 'Action',
        align: 'end',
        cell: (delegation) =>
          delegation.state !== 'ended' &&
          (isAdmin || delegation.from.id === me) && (
            <Button size="sm" aria-haspopup="dialog" aria-label={`End the delegation to ${delegation.to.name}`} onClick={() => setEnding(delegation)}>
              End
            </Button>
          ),
      },
    ],
    [me, isAdmin, now],
  );
  const confirm = async () => {
    if (ending === null) return;
    const result = await end({ delegationId: ending.id });
    if (!result.ok) throw new Error(result.problem.detail);
    toastResult({ ok: true, message: 'Ended' });
  };
  return (
    <>
      <DataTable label="Who decides in whose place" rows={delegations} columns={columns} rowId={({ id }) => id} density="comfortable" />
      {ending !== null && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setEnding(null)}
          title="End this delegation?"
          consequence={`${ending.to.name} no longer decides in place of ${ending.from.name}. What they have decided stays.`}
          wayBack="Let somebody decide again at any time."
          confirmLabel="End it"
          onConfirm={confirm}
        />
      )}
    </>
  );
}
