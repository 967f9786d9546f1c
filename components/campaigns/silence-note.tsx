import type { CampaignSummary } from '@/lib/campaigns/campaign-shape';
import { campaignSilenceLabels, campaignSilenceMeanings } from '@/lib/domain/campaign';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';

/** A label within a sentence. Its other words keep their capitals: a Site is one. */
function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** What happens where nobody answers: it stands wherever somebody could leave an answer out. */
export function SilenceNote({ campaign, now }: { campaign: Pick<CampaignSummary, 'state' | 'silence' | 'dueAt'>; now: string }) {
  if (campaign.state === 'cancelled') return null;
  if (campaign.state === 'closed') return <p className="text-muted">What was chosen for Sites without an answer: {inSentence(campaignSilenceLabels[campaign.silence])}.</p>;
  return (
    <Callout tone={campaign.silence === 'keep' ? 'info' : 'warning'} title={`Silence means: ${inSentence(campaignSilenceLabels[campaign.silence])}`}>
      Answers are taken until <Instant at={campaign.dueAt} now={now} format="both" />. {campaignSilenceMeanings[campaign.silence]}
    </Callout>
  );
}
