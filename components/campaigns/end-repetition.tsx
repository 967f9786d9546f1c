'use client';

import type { CampaignDetail } from '@/lib/campaigns/campaign-shape';
import type { ActionResult } from '@/lib/gate/action';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from '../sites/command-form';
import { textOf } from '../sites/form-value';
import { DialogButton } from '../ui/dialog-button';

export interface EndRepetitionProps {
  campaign: Pick<CampaignDetail, 'id' | 'name'>;
  endRepetition: (input: unknown) => Promise<ActionResult<{ id: string }>>;
}

/** Keeps an access review from beginning anew. */
export function EndRepetition({ campaign: { id, name }, endRepetition }: EndRepetitionProps) {
  return (
    <DialogButton label="End the repetition" title={`Don’t repeat “${name}” any more`}>
      <CommandForm run={endRepetition} toInput={(form) => ({ campaignId: id, reason: textOf(form, 'reason') })} submitLabel="End the repetition" success="It is not repeated any more">
        {(problem) => (
          <>
            <p>No other one begins by itself. This one stays as it is. To repeat it again, start a new review over the same filter.</p>
            <TextArea name="reason" label="Reason" required rows={2} maxLength={2000} error={errorFor(problem, 'reason')} />
          </>
        )}
      </CommandForm>
    </DialogButton>
  );
}
