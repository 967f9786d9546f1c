'use client';

import { useMemo } from 'react';
import type { BulkItemState } from '@/lib/domain/bulk';
import type { BulkItemList } from '@/lib/bulk/bulk-shape';
import { readableText } from '../sites/readable-problem';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

type Item = BulkItemList['items'][number];

const words: Record<BulkItemState, { label: string; tone: Tone }> = {
  waiting: { label: 'Not looked at yet', tone: 'neutral' },
  will_change: { label: 'Will change', tone: 'info' },
  will_stay: { label: 'So already', tone: 'neutral' },
  will_refuse: { label: 'Refused', tone: 'danger' },
  changed: { label: 'Changed', tone: 'success' },
  unchanged: { label: 'Unchanged', tone: 'neutral' },
  refused: { label: 'Refused', tone: 'danger' },
};

export interface BulkItemsProps {
  items: Item[];
  /** It was stopped: what was to change doesn’t any more. */
  isStopped: boolean;
}

/** The Sites of a bulk action with what is foreseen of each, or what happened. */
export function BulkItems({ items, isStopped }: BulkItemsProps) {
  const columns = useMemo(
    (): DataColumn<Item>[] => [
      { key: 'site', header: 'Site', isMain: true, cell: ({ site }) => <span className="min-w-0 break-words">{site.title ?? 'A Site that you can’t see'}</span>, width: '20rem' },
      {
        key: 'state',
        header: 'Result',
        cell: ({ state }) => (isStopped && state === 'will_change' ? <Badge>Not reached</Badge> : <Badge tone={words[state].tone}>{words[state].label}</Badge>),
        width: '9rem',
      },
      { key: 'reason', header: 'Why', cell: ({ reason }) => (reason === null ? '' : <span className="break-words">{readableText(reason)}</span>) },
    ],
    [isStopped],
  );
  return <DataTable label="Sites of this bulk action" rows={items} columns={columns} rowId={({ site }) => site.id} hrefForRow={({ site }) => (site.slug === null ? `/sites/${site.id}` : `/sites/${site.slug}`)} />;
}
