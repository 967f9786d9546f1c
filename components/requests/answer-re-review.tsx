'use client';

import type { ActionResult } from '@/lib/gate/action';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from '../sites/command-form';
import { textOf } from '../sites/form-value';
import { Panel } from '../ui/panel';

export interface AnswerReReviewProps {
  requestId: string;
  revision: number;
  answer: (input: unknown) => Promise<ActionResult<unknown>>;
}

/** The owner says what was done about the changes that a reviewer asked for. */
export function AnswerReReview({ requestId, revision, answer }: AnswerReReviewProps) {
  return (
    <Panel title="Changes were asked for">
      <CommandForm run={answer} toInput={(form) => ({ requestId, revision, answer: textOf(form, 'answer') })} submitLabel="Send it back" success="It waits for a decision again" onDone={() => undefined} isPage>
        {(problem) => <TextArea name="answer" label="What was done about them" required maxLength={2000} error={errorFor(problem, 'answer')} hint="The reviewers read it before they decide." />}
      </CommandForm>
    </Panel>
  );
}
