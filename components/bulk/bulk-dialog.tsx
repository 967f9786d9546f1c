'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import type { ChosenSites } from '../sites/sites-list-selection';
import { Dialog } from '../ui/dialog';
import { toastResult } from '../ui/toast-result';
import type { BulkFieldSources } from './bulk-fields';
import { BulkForm } from './bulk-form';
import { bulkHref } from './bulk-href';
import { changeLabels, type ChangeKind } from './bulk-kinds';
import { BulkRun } from './bulk-run';
import { isMoving } from './bulk-progress';

export interface BulkDialogProps {
  kind: ChangeKind;
  chosen: ChosenSites;
  sources: BulkFieldSources;
  /** `isOver`: it was run, so the choice has served. */
  onClose: (isOver: boolean) => void;
}

/** Up to so many Sites, what will happen is known within a moment; more are better watched on a page of their own. */
const atOnce = 1_000;

/** One change of the chosen Sites: what to change, what will happen, and, for a few, what happened. */
export function BulkDialog({ kind, chosen, sources, onClose }: BulkDialogProps) {
  const router = useRouter();
  const [bulk, setBulk] = useState<BulkActionView | null>(null);
  // The list that one comes back to: the address as it is by now.
  const [list] = useState(() => window.location.search.slice(1));
  // Another row may be chosen elsewhere meanwhile; the dialog speaks of what it was opened for.
  const [{ selection, count, query }] = useState(chosen);
  const close = () => {
    const wasRun = bulk !== null && bulk.startedAt !== null;
    if (wasRun && isMoving(bulk)) toastResult({ ok: true, message: 'It goes on by itself. Its result will stand under Bulk actions.' });
    onClose(wasRun);
  };
  const planned = (next: BulkActionView) => {
    if (count > atOnce) router.push(bulkHref(next.id, { list, of: count }));
    else setBulk(next);
  };
  const sites = `${count.toLocaleString('en-US')} ${count === 1 ? 'Site' : 'Sites'}`;
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && close()} title={bulk === null ? `${changeLabels[kind]}: ${sites}` : bulk.words} description={bulk === null ? 'You see what will happen to each before anything changes.' : sites}>
      {bulk === null ? (
        <BulkForm kind={kind} selection={selection} query={query} sources={sources} onPlanned={planned} onCancel={close} />
      ) : (
        <BulkRun start={bulk} list={list} onChange={setBulk} onClose={close} onDiscarded={() => onClose(false)} />
      )}
    </Dialog>
  );
}
