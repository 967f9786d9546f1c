'use client';

import { useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { SiteDetail } from '@/lib/sites/site-shape';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';
import { toastResult } from '../ui/toast-result';

type Answer = (input: { siteId: string; revision: number }) => Promise<ActionResult<unknown>>;
export interface AnswerSuccession {
  acceptSuccession: Answer;
  /** Leads away from the page: who declines may not see the record any more. */
  declineSuccession: Answer;
}

export interface SuccessionAnswerProps extends AnswerSuccession {
  site: Pick<SiteDetail, 'id' | 'revision'>;
  acceptedAt: string | null;
  now: string;
}

/** Asks the named successor for a yes or a no; who said yes can step down. */
export function SuccessionAnswer({ site: { id: siteId, revision }, acceptedAt, now, acceptSuccession, declineSuccession }: SuccessionAnswerProps) {
  const [busy, setBusy] = useState(false);
  const send = async (answer: Answer, message: string) => {
    setBusy(true);
    try {
      const result = await answer({ siteId, revision });
      toastResult(result.ok ? { ok: true, message } : { ok: false, problem: result.problem });
    } finally {
      setBusy(false);
    }
  };
  const disabledReason = busy ? 'Under way' : undefined;
  const decline = (
    <Button disabledReason={disabledReason} onClick={() => void send(declineSuccession, 'Declined; the owner is told')}>
      {acceptedAt === null ? 'Decline' : 'Step down'}
    </Button>
  );
  if (acceptedAt !== null) {
    return (
      <Callout title="You are the successor" actions={decline}>
        You agreed <Instant at={acceptedAt} now={now} format="relative" />. When the owner leaves, the Site is yours.
      </Callout>
    );
  }
  return (
    <Callout
      tone="warning"
      title="You are asked to be the successor"
      actions={
        <>
          <Button variant="primary" disabledReason={disabledReason} onClick={() => void send(acceptSuccession, 'You are the successor')}>
            Agree
          </Button>
          {decline}
        </>
      }
    >
      When the owner leaves, the Site is yours, if you agree. Until you do, it would go to the owner’s manager.
    </Callout>
  );
}
