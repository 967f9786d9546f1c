'use client';

import dynamic from 'next/dynamic';
import { useState, useTransition } from 'react';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { Button } from '../ui/button';
import { toastResult } from '../ui/toast-result';
import { Instant } from '../ui/time';
import { useShortcut } from '../ui/use-shortcut';
import type { HandOverDialogProps } from './hand-over-dialog';
import type { ReviewActions } from './review-actions';

const HandOverDialog = dynamic(() => import('./hand-over-dialog').then((file) => file.HandOverDialog), { ssr: false });

export interface ClaimBarProps {
  request: Pick<RequestDetail, 'id' | 'claimedBy' | 'claimedAt'>;
  may: Pick<RequestDetail['actions'], 'claim' | 'release' | 'handOver'>;
  /** Who could answer it. */
  suggestions: HandOverDialogProps['suggestions'];
  now: string;
  actions: Pick<ReviewActions, 'claim' | 'release' | 'handOver' | 'findPeople'>;
}

/** Who has taken a request on: so that two don’t read the same one. Others may still decide it. */
export function ClaimBar({ request: { id, claimedBy, claimedAt }, may, suggestions, now, actions }: ClaimBarProps) {
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  useShortcut('h', () => setOpen(true), may.handOver.allowed);
  const run = (action: ReviewActions['claim'], done: string) =>
    startTransition(async () => {
      const result = await action({ requestId: id });
      toastResult(result.ok ? { ok: true, message: done } : { ok: false, problem: result.problem });
    });
  if (!may.claim.allowed && !may.release.allowed && !may.handOver.allowed && claimedBy === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="min-w-0 flex-1 basis-40 text-muted">
        {claimedBy === null ? (
          'Nobody has taken it on yet.'
        ) : (
          <>
            Taken on by {claimedBy.name}
            {claimedAt !== null && (
              <>
                , <Instant at={claimedAt} now={now} format="relative" />
              </>
            )}
          </>
        )}
      </span>
      {may.claim.allowed && (
        <Button size="sm" disabledReason={isPending ? 'Under way' : undefined} onClick={() => run(actions.claim, 'Taken on')}>
          Take on
        </Button>
      )}
      {may.release.allowed && (
        <Button size="sm" variant="ghost" disabledReason={isPending ? 'Under way' : undefined} onClick={() => run(actions.release, 'Given back')}>
          Give back
        </Button>
      )}
      {may.handOver.allowed && (
        <Button size="sm" variant="ghost" aria-haspopup="dialog" aria-keyshortcuts="h" onClick={() => setOpen(true)}>
          Hand over
        </Button>
      )}
      {isOpen && <HandOverDialog requestId={id} suggestions={suggestions} actions={actions} onClose={() => setOpen(false)} />}
    </div>
  );
}
