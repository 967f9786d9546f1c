'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import { FormError, type FormProblem } from '../form/form-error';
import { Button } from '../ui/button';
import { LinkButton } from '../ui/link-button';
import { sendBulk } from './bulk-api';
import { BulkFigures } from './bulk-figures';
import { bulkHref } from './bulk-href';
import { runLabel } from './bulk-progress';
import { isDangerous } from './bulk-kinds';
import { LostNote } from './lost-note';
import { RefusalList } from './refusal-list';
import { useBulkAction } from './use-bulk-action';

export interface BulkRunProps {
  start: BulkActionView;
  /** The query of the list behind the dialog. */
  list: string;
  onChange: (bulk: BulkActionView) => void;
  onClose: () => void;
  onDiscarded: () => void;
}

type Step = 'run' | 'stop' | 'discard' | 'undo';

/** What will happen to a few Sites, and what did, without leaving the list. */
export function BulkRun({ start, list, onChange, onClose, onDiscarded }: BulkRunProps) {
  const router = useRouter();
  const { bulk, refusals, isLost, show } = useBulkAction(start);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [pending, setPending] = useState<Step | null>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => onChange(bulk), [bulk, onChange]);
  // The button that had the focus is gone: reading goes on with what took its place.
  useEffect(() => body.current?.focus(), [bulk.state]);

  const { id, kind, state, counts, actions, undoneBy } = bulk;
  const take = async (step: Step) => {
    if (pending !== null) return;
    setPending(step);
    // Only who runs a plan has to have seen it as it is; the others mean the same, however far it has come.
    const sent = await sendBulk(`/${id}/${step}`, step === 'run' ? { revision: bulk.revision } : {});
    setProblem(sent.ok ? null : sent.problem);
    // An undo is planned on a page of its own: by now the list may not show these Sites any more.
    if (sent.ok && step === 'undo') return router.push(bulkHref(sent.bulk.id, { list, of: counts.changed }));
    if (sent.ok && step === 'discard') return onDiscarded();
    if (sent.ok) show(sent.bulk);
    setPending(null);
  };
  const isOver = state === 'done' || state === 'stopped' || state === 'discarded';
  return (
    <div ref={body} tabIndex={-1} className="space-y-4 outline-none">
      <FormError problem={problem} />
      {isLost && <LostNote />}
      <BulkFigures bulk={bulk} of={start.counts.total || undefined} />
      {bulk.problem !== null && <p>{bulk.problem}</p>}
      {refusals !== null && (
        <section aria-labelledby="why-refused">
          <h3 id="why-refused" className="mb-1 font-medium">
            Why Sites are refused
          </h3>
          <div tabIndex={0} role="group" aria-labelledby="why-refused" className="max-h-64 overflow-y-auto rounded-lg border border-line">
            <RefusalList refusals={refusals} />
          </div>
        </section>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto">
          <LinkButton variant="ghost" href={bulkHref(id, { list })}>
            {isOver || state === 'planned' ? 'Look at each Site' : 'Open its page'}
          </LinkButton>
        </span>
        {(state === 'planned' || state === 'planning') && (
          <Button onClick={() => void take('discard')} aria-busy={pending === 'discard'}>
            Discard
          </Button>
        )}
        {state === 'planned' && (
          <Button variant={isDangerous(kind) ? 'danger' : 'primary'} onClick={() => void take('run')} aria-busy={pending === 'run'} disabledReason={actions.run.reason ?? undefined}>
            {runLabel(counts.willChange)}
          </Button>
        )}
        {(state === 'running' || state === 'stopping') && (
          <Button onClick={() => void take('stop')} disabledReason={actions.stop.reason ?? undefined}>
            Stop
          </Button>
        )}
        {isOver && (
          <>
            {counts.changed > 0 && undoneBy === null && (
              <Button onClick={() => void take('undo')} disabledReason={actions.undo.reason ?? undefined}>
                Undo this as one…
              </Button>
            )}
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
