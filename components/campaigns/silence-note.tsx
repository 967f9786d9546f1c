import type { CampaignSummary } from '@/lib/campaigns/campaign-shape';
import { campaignSilenceLabels, campaignSilenceMeanings } from '@/lib/domain/campaign';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';

/** What happens where nobody answers: it stands wherever somebody could leave an answer out. */
export function SilenceNote({ campaign, now }: { campaign: Pick<CampaignSummary, 'state' | 'silence' | 'dueAt'>; now: string }) {
  if (campaign.state === 'cancelled') return null;
  if (campaign.state === 'closed') return <p className="text-muted">What was chosen for Sites without an answer: {campaignSilenceLabels[campaign.silence].toLowerCase()}.</p>;
  return (
    <Callout tone={campaign.silence === 'keep' ? 'info' : 'warning'} title={`Silence means: ${campaignSilenceLabels[campaign.silence].toLowerCase()}`}>
      Answers are taken until <Instant at={campaign.dueAt} now={now} format="both" />. {campaignSilenceMeanings[campaign.silence]}
    </Callout>
  );
}
