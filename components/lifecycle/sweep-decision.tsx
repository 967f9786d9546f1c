'use client';

import type { ActionResult } from '@/lib/gate/action';
import type { SweepView } from '@/lib/lifecycle/sweep-row';
import { errorFor } from '../form/form-error';
import { RadioGroup } from '../form/radio-group';
import { TextArea } from '../form/text-area';
import { CommandForm } from '../sites/command-form';
import { Callout } from '../ui/callout';
import { LinkButton } from '../ui/link-button';

export interface SweepDecisionProps {
  sweep: Pick<SweepView, 'id' | 'at' | 'wouldClose' | 'openSites'>;
  /** Absent where whoever looks may not decide. */
  decide?: ((input: unknown) => Promise<ActionResult<unknown>>) | undefined;
}

/** A sweep that the breaker has stopped: what it would do, and the two ways on. */
export function SweepDecision({ sweep, decide }: SweepDecisionProps) {
  const { wouldClose, openSites } = { wouldClose: sweep.wouldClose ?? 0, openSites: sweep.openSites ?? 0 };
  const share = Math.round((wouldClose / Math.max(1, openSites)) * 100);
  return (
    <Callout
      tone="warning"
      title={`A sweep would close ${wouldClose.toLocaleString('en-US')} of ${openSites.toLocaleString('en-US')} open Sites (${share}%)`}
      actions={<LinkButton href={`/lifecycle/due?at=${encodeURIComponent(sweep.at)}`}>See them</LinkButton>}
    >
      <div className="space-y-3">
        <p>That is more than the settings allow without asking. Nothing was closed, and no other sweep begins until somebody has decided.</p>
        {decide === undefined ? (
          <p>An admin decides on it.</p>
        ) : (
          <CommandForm
            run={decide}
            toInput={(form) => ({ sweepId: sweep.id, decision: form.get('decision'), reason: form.get('reason') })}
            submitLabel="Decide"
            success="Decided"
            onDone={() => undefined}
            isPage
          >
            {(problem) => (
              <>
                <RadioGroup
                  name="decision"
                  label="What should happen"
                  required
                  options={[
                    { value: 'approve', label: 'Let it go on', description: 'The Sites are closed. Each can be re-enabled.' },
                    { value: 'abandon', label: 'Give it up', description: 'Nothing is closed. The next sweep asks again, unless the settings or the Sites have changed.' },
                  ]}
                  error={errorFor(problem, 'decision')}
                />
                <TextArea name="reason" label="Reason" required maxLength={2000} error={errorFor(problem, 'reason')} hint="Stays in the audit log." />
              </>
            )}
          </CommandForm>
        )}
      </div>
    </Callout>
  );
}
