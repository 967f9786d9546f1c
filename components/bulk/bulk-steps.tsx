'use client';

import { useActionState } from 'react';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import type { Problem } from '@/lib/gate/problem';
import { FormError } from '../form/form-error';
import { SubmitButton } from '../form/submit-button';
import { readableProblem } from '../sites/readable-problem';
import type { ButtonVariant } from '../ui/button-class';
import { isDangerous } from './bulk-kinds';
import { isMoving, runLabel } from './bulk-progress';

/** A server action that takes the step which a form names. What it answers is what stood in the way. */
export type TakeStep = (before: Problem | null, form: FormData) => Promise<Problem | null>;

export interface BulkStepsProps {
  bulk: Pick<BulkActionView, 'id' | 'kind' | 'state' | 'revision' | 'counts' | 'actions' | 'undoneBy'>;
  take: TakeStep;
}

type Step = { name: keyof BulkActionView['actions']; label: string; pending: string; variant: ButtonVariant };

/** What can be done with a bulk action now, as forms: they work before any script has arrived. */
export function BulkSteps({ bulk, take }: BulkStepsProps) {
  const [problem, submit] = useActionState(take, null);
  const steps = stepsOf(bulk);
  return (
    <div className="space-y-3 empty:hidden">
      {problem !== null && <FormError problem={readableProblem(problem)} />}
      {steps.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {steps.map(({ name, label, pending, variant }) => (
            <form key={name} action={submit}>
              <input type="hidden" name="bulkId" value={bulk.id} />
              <input type="hidden" name="revision" value={bulk.revision} />
              <input type="hidden" name="step" value={name} />
              <SubmitButton variant={variant} pendingLabel={pending} disabledReason={bulk.actions[name].reason ?? undefined}>
                {label}
              </SubmitButton>
            </form>
          ))}
        </div>
      )}
    </div>
  );
}

function stepsOf({ kind, state, counts, undoneBy }: BulkStepsProps['bulk']): Step[] {
  const discard: Step = { name: 'discard', label: 'Discard', pending: 'Discarding…', variant: 'secondary' };
  if (state === 'planning') return [discard];
  if (state === 'planned') return [{ name: 'run', label: runLabel(counts.willChange), pending: 'Starting…', variant: isDangerous(kind) ? 'danger' : 'primary' }, discard];
  if (isMoving({ state })) return [{ name: 'stop', label: 'Stop', pending: 'Stopping…', variant: 'secondary' }];
  if (state === 'discarded' || counts.changed === 0 || undoneBy !== null) return [];
  return [{ name: 'undo', label: 'Undo this as one…', pending: 'Looking…', variant: 'secondary' }];
}
