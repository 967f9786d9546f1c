'use client';

import { useTransition } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import { Button } from '../ui/button';
import { toastResult } from '../ui/toast-result';

export type MarkRead = (input: { ids?: string[] }) => Promise<ActionResult<unknown>>;

/** Marks every message as read. */
export function MarkAllRead({ unread, action }: { unread: number; action: MarkRead }) {
  const [isPending, startTransition] = useTransition();
  const mark = () =>
    startTransition(async () => {
      const result = await action({});
      if (!result.ok) toastResult(result);
    });
  return (
    <Button aria-busy={isPending} disabledReason={unread === 0 ? 'You have read all of them' : undefined} onClick={mark}>
      Mark all as read
    </Button>
  );
}
