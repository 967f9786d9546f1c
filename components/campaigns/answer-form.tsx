'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { CampaignEntryView } from '@/lib/campaigns/campaign-shape';
import { campaignVerdictLabels, campaignVerdicts, type CampaignVerdict } from '@/lib/domain/campaign';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { CommandForm } from '../sites/command-form';
import { optionalText } from '../sites/form-value';
import { Panel } from '../ui/panel';
import type { AnswerCampaign } from './certify-many';
import { EntryRow } from './entry-row';

export interface AnswerFormProps {
  campaignId: string;
  siteId: string;
  entries: CampaignEntryView[];
  /** How many there are, where that is more than are shown. */
  total: number;
  /** What is advised for those that are not shown: only where all of them may stay can they be answered from here. */
  backHref: string;
  answerCampaign: AnswerCampaign;
}

/** Keeps or revokes everybody who can open one Site. Nothing is chosen in advance: each answer is somebody's own. */
export function AnswerForm({ campaignId, siteId, entries, total, backHref, answerCampaign }: AnswerFormProps) {
  const router = useRouter();
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, CampaignVerdict>>(new Map());
  const hiddenCount = total - entries.length;
  const open = entries.filter(({ id }) => !verdicts.has(id));
  const revoked = entries.filter(({ id }) => verdicts.get(id) === 'revoke').length;
  const choose = (id: string, verdict: CampaignVerdict) => setVerdicts(new Map(verdicts).set(id, verdict));
  const follow = () =>
    setVerdicts(new Map([...verdicts, ...open.flatMap(({ id, recommendation }): [string, CampaignVerdict][] => (recommendation === 'look' ? [] : [[id, recommendation]]))]));
  const toInput = (form: FormData) => ({
    campaignId,
    answers: [
      {
        siteId,
        verdicts: [...verdicts].map(([entryId, verdict]) => ({ entryId, verdict })),
        ...(hiddenCount > 0 && { rest: 'recommended' }),
        note: optionalText(form, 'note'),
      },
    ],
  });
  const everybody = revoked === entries.length && hiddenCount === 0;
  return (
    <CommandForm
      run={answerCampaign}
      toInput={toInput}
      submitLabel={revoked === 0 ? 'Keep everybody' : everybody ? 'Revoke everybody' : `Revoke ${revoked.toLocaleString('en-US')}, keep the others`}
      pendingLabel="Answering…"
      isDangerous={revoked > 0}
      success="Answer taken"
      onDone={() => router.push(backHref)}
      isPage
      disabledReason={open.length > 0 ? `Decide on ${open.length.toLocaleString('en-US')} more first` : undefined}
      fieldIds={{ 'answers[0].verdicts': 'entries', 'answers[0].rest': 'entries' }}
    >
      {(problem) => (
        <>
          <Panel
            id="entries"
            title="Who can open it"
            description={`${total.toLocaleString('en-US')} ${total === 1 ? 'entry' : 'entries'}, those that need a look first. The owner and admins always can.`}
            flush
            actions={
              open.some(({ recommendation }) => recommendation !== 'look') && (
                <button type="button" className="min-h-6 underline" onClick={follow}>
                  Follow the advice
                </button>
              )
            }
          >
            <ul className="divide-y divide-line">
              {entries.map((entry) => (
                <EntryRow key={entry.id} entry={entry}>
                  <fieldset className="flex gap-4">
                    <legend className="sr-only">{entry.name}</legend>
                    {campaignVerdicts.map((verdict) => (
                      <label key={verdict} className="flex min-h-6 items-center gap-1.5">
                        <input type="radio" name={`verdict.${entry.id}`} checked={verdicts.get(entry.id) === verdict} onChange={() => choose(entry.id, verdict)} className="size-4 accent-accent" />
                        {campaignVerdictLabels[verdict]}
                      </label>
                    ))}
                  </fieldset>
                </EntryRow>
              ))}
            </ul>
            {hiddenCount > 0 && (
              <p className="border-t border-line px-4 py-2 text-muted">
                {hiddenCount.toLocaleString('en-US')} more, whose advice is followed. Where a closer look is advised for one of them, the answer says so; decide on those over the API, or narrow the audience first.
              </p>
            )}
          </Panel>
          <TextArea name="note" label="Note" rows={2} maxLength={2000} hint="Stays with the evidence." error={errorFor(problem, 'answers[0].note')} />
          {revoked > 0 && <p>Whoever is revoked is kept out at once. Letting them in again is a widening, which somebody else decides.</p>}
        </>
      )}
    </CommandForm>
  );
}
