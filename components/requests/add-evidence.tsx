'use client';

import { useState, useTransition, type FormEvent } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import type { PlanView } from '@/lib/requests/plan-shape';
import { FormError } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { readableProblem } from '../sites/readable-problem';
import { useDialogClose } from '../ui/dialog-close';
import { toastResult } from '../ui/toast-result';
import { EvidenceFields } from './widen/evidence-fields';
import { evidenceOf, type WidenValue } from './widen/widen-value';

export interface AddEvidenceProps {
  requestId: string;
  siteId: string;
  revision: number;
  asked: PlanView['evidence'];
  action: (input: unknown) => Promise<ActionResult<{ revision: number }>>;
}

/** Answers what is missing, or answers anew what failed. */
export function AddEvidence({ requestId, siteId, revision, asked, action }: AddEvidenceProps) {
  const close = useDialogClose();
  const open = asked.filter(({ isRequired, given }) => isRequired && (given === null || given.outcome === 'failed'));
  const offered = open.length > 0 ? open : asked;
  const [value, setValue] = useState<WidenValue['evidence']>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const given = evidenceOf({ evidence: value }, offered.map(({ kind }) => kind));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    startTransition(async () => {
      // One after the other: each moves the request on.
      let seen = revision;
      for (const evidence of given) {
        const result = await action({ requestId, evidence, revision: seen });
        if (!result.ok) return setProblem(result.problem);
        seen = result.answer.revision;
      }
      toastResult({ ok: true, message: 'Evidence added' });
      close();
    });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      {problem !== null && <FormError problem={readableProblem(problem)} />}
      {offered.length === 0 ? (
        <p className="text-muted">No policy asks for evidence.</p>
      ) : (
        <>
          <EvidenceFields siteId={siteId} asked={offered} value={value} onChange={setValue} errorOf={() => undefined} />
          <SubmitButton pending={isPending} disabledReason={given.length === 0 ? 'Answer at least one first' : undefined}>
            Add it
          </SubmitButton>
        </>
      )}
    </form>
  );
}
