'use client';

import { useTransition } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import { Button } from '../ui/button';
import { toastResult } from '../ui/toast-result';

/** Begins a sweep without waiting for the hour. */
export function RunSweepButton({ run }: { run: () => Promise<ActionResult<unknown>> }) {
  const [isPending, startTransition] = useTransition();
  const onClick = () =>
    startTransition(async () => {
      const result = await run();
      toastResult(result.ok ? { ok: true, message: 'A worker sweeps now' } : result);
    });
  return (
    <Button onClick={onClick} disabledReason={isPending ? 'Under way' : undefined}>
      Sweep now
    </Button>
  );
}
