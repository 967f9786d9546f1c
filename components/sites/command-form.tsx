'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import { FormError, type FormProblem } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { Button } from '../ui/button';
import { useDialogClose } from '../ui/dialog-close';
import { LinkButton } from '../ui/link-button';
import { toastResult } from '../ui/toast-result';
import { isStale, readableProblem } from './readable-problem';

export interface CommandFormProps<Answer> {
  /** A server action. */
  run: (input: unknown) => Promise<ActionResult<Answer>>;
  /** What the action gets, out of the fields. */
  toInput: (form: FormData) => Record<string, unknown>;
  submitLabel: string;
  pendingLabel?: string | undefined;
  isDangerous?: boolean | undefined;
  /** What the toast says. */
  success: string | ((answer: Answer) => string);
  /** Where the toast leads to. */
  link?: ((answer: Answer) => { label: string; href: string }) | undefined;
  /** After success; where it is left out, the dialog around the form closes. */
  onDone?: ((answer: Answer) => void) | undefined;
  /** Leaves out the button that closes the dialog. */
  isPage?: boolean | undefined;
  /** Why it can't be sent yet. */
  disabledReason?: string | undefined;
  fieldIds?: Record<string, string> | undefined;
  children: (problem: FormProblem | null) => ReactNode;
}

const noAnswer: FormProblem = {
  title: 'The server did not answer',
  detail: 'It is not known whether the change arrived. Load the page again and look before you repeat it.',
};

/**
 * A form that runs one command. What was typed stays when the server refuses it; a refusal because the record has
 * moved on comes with a button that loads the new version.
 */
export function CommandForm<Answer>({
  run, toInput, submitLabel, pendingLabel, isDangerous = false, success, link, onDone, isPage = false, disabledReason, fieldIds, children,
}: CommandFormProps<Answer>) {
  const router = useRouter();
  const close = useDialogClose();
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [stale, setStale] = useState(false);
  // The request that stands in the way, where one does.
  const [inTheWay, setInTheWay] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  const send = async (form: FormData) => {
    setPending(true);
    try {
      const result = await run(toInput(form));
      if (!result.ok) {
        setProblem(readableProblem(result.problem));
        setStale(isStale(result.problem));
        setInTheWay(typeof result.problem.openRequestId === 'string' ? result.problem.openRequestId : null);
        return;
      }
      const leadsTo = link?.(result.answer);
      toastResult({
        ok: true,
        message: typeof success === 'string' ? success : success(result.answer),
        action: leadsTo && { label: leadsTo.label, onClick: () => router.push(leadsTo.href) },
      });
      if (onDone === undefined) close();
      else onDone(result.answer);
    } catch (error) {
      // Whose session has ended is on the way to the sign-in page.
      if (!String((error as { digest?: unknown } | null)?.digest ?? '').startsWith('NEXT_REDIRECT')) setProblem(noAnswer);
    } finally {
      setPending(false);
    }
  };

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending) void send(new FormData(event.currentTarget));
  };

  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <FormError problem={problem} fieldIds={fieldIds} />
      {stale && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            onClick={() => {
              setProblem(null);
              setStale(false);
              router.refresh();
            }}
          >
            Load the new version
          </Button>
          <span className="text-muted">The fields then show it; copy what you want to keep.</span>
        </div>
      )}
      {problem !== null && inTheWay !== null && <LinkButton href={`/requests/${inTheWay}`}>Open that request</LinkButton>}
      {children(problem)}
      <div className="flex flex-wrap justify-end gap-2">
        {!isPage && <Button onClick={close}>Cancel</Button>}
        <SubmitButton variant={isDangerous ? 'danger' : 'primary'} pending={isPending} pendingLabel={pendingLabel} disabledReason={disabledReason}>
          {submitLabel}
        </SubmitButton>
      </div>
    </form>
  );
}
