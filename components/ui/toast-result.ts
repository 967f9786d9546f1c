'use client';

import { toast } from 'sonner';

/** What came of an action; `problem` is shaped like problem+json. */
export type ToastOutcome =
  | { ok: true; message?: string | undefined; action?: { label: string; onClick: () => void } | undefined }
  | { ok: false; problem: { title?: string | undefined; detail?: string | undefined } };

/** Says how an action ended. A failure stays until it is dismissed, so that it can be read. */
export function toastResult(outcome: ToastOutcome, success = 'Done'): void {
  if (outcome.ok) {
    toast.success(outcome.message ?? success, { ...(outcome.action && { action: outcome.action }) });
    return;
  }
  const { title, detail } = outcome.problem;
  toast.error(title ?? 'That did not work', {
    duration: Number.POSITIVE_INFINITY,
    ...(detail && { description: detail }),
  });
}
