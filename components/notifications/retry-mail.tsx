'use client';

import { useTransition } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { MailSummary } from '@/lib/notifications/mail-shape';
import { Button } from '../ui/button';
import { toastResult } from '../ui/toast-result';

export type Retry = (input: { mailId: string }) => Promise<ActionResult<unknown>>;

/** Sends a failed e-mail again. */
export function RetryMail({ mail, retry }: { mail: Pick<MailSummary, 'id' | 'subject'>; retry: Retry }) {
  const [isPending, startTransition] = useTransition();
  const again = () =>
    startTransition(async () => {
      const result = await retry({ mailId: mail.id });
      toastResult(result.ok ? { ok: true, message: 'It is tried again within a minute' } : result);
    });
  return (
    <Button size="sm" aria-busy={isPending} onClick={again}>
      Send again<span className="sr-only">: {mail.subject}</span>
    </Button>
  );
}
