'use client';

import type { CampaignDetail } from '@/lib/campaigns/campaign-shape';
import { campaignSilenceLabels } from '@/lib/domain/campaign';
import type { ActionResult } from '@/lib/gate/action';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from '../sites/command-form';
import { textOf } from '../sites/form-value';
import { DialogButton } from '../ui/dialog-button';

type Run = (input: unknown) => Promise<ActionResult<{ id: string }>>;
export interface CampaignStepsProps {
  campaign: Pick<CampaignDetail, 'id' | 'name' | 'silence' | 'counts' | 'actions'>;
  closeCampaign: Run;
  cancelCampaign: Run;
}

/** Ends an access review before its date: by closing it, or by giving it up. */
export function CampaignSteps({ campaign, closeCampaign, cancelCampaign }: CampaignStepsProps) {
  const { id, name, silence, counts, actions } = campaign;
  const sites = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'Site' : 'Sites'}`;
  const toInput = (form: FormData) => ({ campaignId: id, reason: textOf(form, 'reason') });
  return (
    <>
      <DialogButton label="Close now" disabledReason={actions.close.reason ?? undefined} title={`Close “${name}” now`}>
        <CommandForm run={closeCampaign} toInput={toInput} submitLabel="Close now" isDangerous={silence !== 'keep' && counts.waiting > 0} success="It is being closed">
          {(problem) => (
            <>
              <p>
                {counts.waiting === 0
                  ? 'Every Site is answered. The evidence is complete then, and nothing of it can be changed any more.'
                  : `${sites(counts.waiting)} ${counts.waiting === 1 ? 'has' : 'have'} no answer yet. What silence means happens to ${counts.waiting === 1 ? 'it' : 'them'} now: ${campaignSilenceLabels[silence].charAt(0).toLowerCase() + campaignSilenceLabels[silence].slice(1)}. A closed review can’t be opened again.`}
              </p>
              <TextArea name="reason" label="Why before its date" required rows={2} maxLength={2000} error={errorFor(problem, 'reason')} />
            </>
          )}
        </CommandForm>
      </DialogButton>
      <DialogButton label="Cancel it" disabledReason={actions.cancel.reason ?? undefined} title={`Cancel “${name}”`}>
        <CommandForm run={cancelCampaign} toInput={toInput} submitLabel="Cancel the review" isDangerous success="Access review cancelled">
          {(problem) => (
            <>
              <p>
                What was answered stays as it is, also what was revoked: {sites(counts.answered)}. Nothing happens to the others, and it is not repeated. To ask again, start a new review over the same filter.
              </p>
              <TextArea name="reason" label="Reason" required rows={2} maxLength={2000} error={errorFor(problem, 'reason')} />
            </>
          )}
        </CommandForm>
      </DialogButton>
    </>
  );
}
