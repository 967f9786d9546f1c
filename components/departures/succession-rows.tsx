'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Succession } from '@/lib/sites/list-successions';
import { Button } from '../ui/button';
import { Panel } from '../ui/panel';
import { toastResult } from '../ui/toast-result';
import { siteCount } from './handover-words';

export interface SuccessionRowsProps {
  successions: Succession[];
  total: number;
  answerSuccession: (input: unknown) => Promise<ActionResult<unknown>>;
}

/** Sites that name the reader as the successor and wait for a yes or a no. */
export function SuccessionRows({ successions, total, answerSuccession }: SuccessionRowsProps) {
  const [busy, setBusy] = useState(false);
  const answer = async (sites: readonly Succession['site'][], accept: boolean) => {
    setBusy(true);
    let done = 0;
    try {
      for (const { id: siteId, revision } of sites) {
        const result = await answerSuccession({ siteId, accept, revision });
        if (result.ok) done += 1;
        else toastResult({ ok: false, problem: result.problem });
      }
      if (done > 0) toastResult({ ok: true, message: accept ? `You are the successor of ${siteCount(done)}` : 'Declined; the owner is told' });
    } finally {
      setBusy(false);
    }
  };
  const disabledReason = busy ? 'Under way' : undefined;
  return (
    <Panel
      title="You are asked to be the successor"
      description={`${siteCount(total)}. You take over when the owner leaves, and only if you agree.`}
      flush
      actions={
        successions.length > 1 && (
          <Button size="sm" disabledReason={disabledReason} onClick={() => void answer(successions.map(({ site }) => site), true)}>
            Agree to {successions.length < total ? 'these' : 'all'} {successions.length.toLocaleString('en-US')}
          </Button>
        )
      }
    >
      <ul className="divide-y divide-line">
        {successions.map(({ site, owner }) => (
          <li key={site.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
            <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
              <Link href={`/sites/${site.slug}`} className="inline-flex min-h-6 min-w-0 items-center truncate font-medium hover:underline">
                {site.title}
              </Link>
              <span className="text-muted">{owner === null ? 'Nobody owns it' : `Owned by ${owner.name}`}</span>
            </span>
            <Button size="sm" disabledReason={disabledReason} aria-label={`Agree to succeed on ${site.title}`} onClick={() => void answer([site], true)}>
              Agree
            </Button>
            <Button size="sm" variant="ghost" disabledReason={disabledReason} aria-label={`Decline to succeed on ${site.title}`} onClick={() => void answer([site], false)}>
              Decline
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
