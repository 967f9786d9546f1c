'use client';

import { useState, useTransition } from 'react';
import type { AuditVerification } from '@/lib/audit/verify-audit';
import type { Problem } from '@/lib/gate/problem';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { CopyButton } from '../ui/copy-button';
import { Disclosure } from '../ui/disclosure';
import { FormattedNumber } from '../ui/number';
import { Panel } from '../ui/panel';
import { Progress } from '../ui/progress';

type Outcome = { ok: true; answer: AuditVerification } | { ok: false; problem: Problem };

export interface VerifyChainProps {
  verify: () => Promise<Outcome>;
}

/** Checks the whole chain on demand, and says what that proves. */
export function VerifyChain({ verify }: VerifyChainProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isPending, startTransition] = useTransition();
  const run = () =>
    startTransition(async () => {
      setOutcome(await verify().catch(() => unanswered));
    });
  return (
    <Panel
      title="The chain"
      description="Every event is sealed over the one before it, so that nothing can be changed quietly."
      actions={
        <Button size="sm" onClick={run} disabledReason={isPending ? 'The chain is being read' : undefined}>
          Verify the chain
        </Button>
      }
    >
      <div className="space-y-3">
        <Disclosure summary="What an intact chain proves, and what not">
          <ul className="max-w-prose list-disc space-y-0.5 pl-4 text-muted">
            <li>Each event carries a SHA-256 hash over its content and the hash of the event before it. Verifying computes every one of them again.</li>
            <li>Intact means that no event was changed, removed, inserted or reordered since it was written.</li>
            <li>Whoever can write to the database past its guards could rewrite the whole chain. A hash of the head that you keep elsewhere shows that too.</li>
            <li>It doesn’t show that what was written was true.</li>
          </ul>
        </Disclosure>
        {isPending && <Progress label="Reading the chain" />}
        {!isPending && outcome !== null && <Result outcome={outcome} />}
      </div>
    </Panel>
  );
}

const unanswered: Outcome = {
  ok: false,
  problem: { type: 'about:blank', title: 'No answer', status: 0, detail: 'The server did not answer. Check your connection, then try again.' },
};

function Result({ outcome }: { outcome: Outcome }) {
  if (!outcome.ok) {
    return (
      <Callout alert tone="danger" title={outcome.problem.title}>
        {outcome.problem.detail}
      </Callout>
    );
  }
  const { intact, checked, head, broken } = outcome.answer;
  return (
    <div role="status">
      <Callout tone={intact ? 'success' : 'danger'} title={intact ? 'The chain is intact' : `The chain is broken at event ${broken?.seq.toLocaleString('en-US') ?? '?'}`}>
        {broken !== null && <p>{broken.reason} Everything before it is intact. Compare with an export or a backup, and tell whoever runs the database.</p>}
        <p>
          <FormattedNumber value={checked} /> {checked === 1 ? 'event' : 'events'} checked. Head: event <FormattedNumber value={head.seq} />, hash
        </p>
        <p className="flex min-w-0 items-center gap-1">
          <code className="min-w-0 font-mono text-xs break-all">{head.hash}</code>
          <CopyButton value={head.hash} label="Copy the hash of the head" />
        </p>
      </Callout>
    </div>
  );
}
