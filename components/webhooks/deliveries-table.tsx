'use client';

import { useMemo } from 'react';
import type { DeliveryState } from '@/lib/domain/webhook';
import type { DeliveryView } from '@/lib/webhooks/webhook-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { Instant } from '../ui/time';
import { toastResult } from '../ui/toast-result';
import type { Tone } from '../ui/tone';
import type { ReplayActions } from './webhook-actions';

const words: Record<DeliveryState, { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting', tone: 'info' },
  delivered: { label: 'Delivered', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
};

export interface DeliveriesTableProps {
  endpointId: string;
  deliveries: DeliveryView[];
  now: string;
  /** Left out for those who read only. */
  replay?: ReplayActions['replay'] | undefined;
  /** Why nothing can be sent now. */
  disabledReason?: string | undefined;
}

/** What was sent or waits, with its attempts. */
export function DeliveriesTable({ endpointId, deliveries, now, replay, disabledReason }: DeliveriesTableProps) {
  const columns = useMemo((): DataColumn<DeliveryView>[] => {
    const again = async (send: ReplayActions['replay'], deliveryId: string) => {
      const result = await send({ endpointId, deliveryId });
      toastResult(result.ok ? { ok: true, message: 'On its way again' } : result);
    };
    return [
      {
        key: 'event',
        header: 'Event',
        isMain: true,
        cell: ({ type, site }) => (
          <span className="min-w-0 break-words">
            <code className="font-mono text-xs">{type}</code>
            {site !== null && <span className="block font-normal text-muted">{site.title}</span>}
          </span>
        ),
      },
      { key: 'happened', header: 'Happened', cell: ({ happenedAt }) => <Instant at={happenedAt} now={now} format="both" />, width: '13rem' },
      { key: 'state', header: 'State', cell: ({ state }) => <Badge tone={words[state].tone}>{words[state].label}</Badge>, width: '8rem' },
      { key: 'attempts', header: 'Attempts', cell: (delivery) => <Attempts delivery={delivery} now={now} />, width: '24rem' },
      ...(replay === undefined
        ? []
        : [
            {
              key: 'replay',
              header: 'Action',
              align: 'end' as const,
              width: '7rem',
              cell: ({ id, type }: DeliveryView) => (
                <Button size="sm" aria-label={`Send again: ${type}`} disabledReason={disabledReason} onClick={() => void again(replay, id)}>
                  Send again
                </Button>
              ),
            },
          ]),
    ];
  }, [endpointId, now, replay, disabledReason]);
  return <DataTable label="Deliveries and their attempts" density="comfortable" rows={deliveries} columns={columns} rowId={({ id }) => id} />;
}

function Attempts({ delivery: { attempts, state, nextAttemptAt }, now }: { delivery: DeliveryView; now: string }) {
  const [last] = attempts;
  const next = state === 'waiting' && nextAttemptAt !== null && nextAttemptAt > now && (
    <p className="text-xs text-muted">
      Next <Instant at={nextAttemptAt} now={now} format="relative" />
    </p>
  );
  if (last === undefined) return next || <span className="text-faint">{state === 'waiting' ? 'Not yet' : 'None: the endpoint was off'}</span>;
  return (
    <div className="min-w-0 py-1">
      <Disclosure summary={`${countWords(attempts.length)}. ${last.error ?? `It answered ${last.status}.`}`}>
        <ol className="space-y-0.5 text-xs text-muted">
          {attempts.map(({ at, status, error, durationMs }) => (
            <li key={at}>
              <Instant at={at} now={now} format="both" />: {error ?? `It answered ${status}.`} {durationMs.toLocaleString('en-US')} ms
            </li>
          ))}
        </ol>
      </Disclosure>
      {next}
    </div>
  );
}

/** Of more than twenty only the last are listed. */
function countWords(count: number): string {
  if (count === 1) return '1 attempt';
  return count === 20 ? '20 attempts or more' : `${count} attempts`;
}
