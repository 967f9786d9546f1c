import { campaignEffectLabels, campaignItemStateLabels, campaignStateLabels, campaignVerdictLabels, type CampaignEffect, type CampaignItemState, type CampaignState, type CampaignVerdict } from '@/lib/domain/campaign';
import { recommendationLabels, type Recommendation } from '@/lib/domain/recommend-access';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

const stateTones: Record<CampaignState, Tone> = { starting: 'info', running: 'info', closing: 'info', closed: 'success', cancelled: 'neutral' };
const itemTones: Record<CampaignItemState, Tone> = { waiting: 'warning', answered: 'success', silent: 'danger', gone: 'neutral' };
const effectTones: Record<CampaignEffect, Tone> = { none: 'neutral', narrowed: 'warning', closed: 'warning', disabled: 'danger' };
const adviceTones: Record<Recommendation, Tone> = { certify: 'success', look: 'warning', revoke: 'danger' };
const verdictTones: Record<CampaignVerdict, Tone> = { certify: 'success', revoke: 'danger' };
const verdictWords: Record<CampaignVerdict, string> = { certify: 'Kept', revoke: 'Revoked' };

/** Where an access review stands. */
export function CampaignStateBadge({ state }: { state: CampaignState }) {
  return <Badge tone={stateTones[state]}>{campaignStateLabels[state]}</Badge>;
}

/** Where one Site of it stands. */
export function ItemStateBadge({ state }: { state: CampaignItemState }) {
  return <Badge tone={itemTones[state]}>{campaignItemStateLabels[state]}</Badge>;
}

/** What the answer or the silence did to the Site. */
export function EffectBadge({ effect }: { effect: CampaignEffect }) {
  return <Badge tone={effectTones[effect]}>{campaignEffectLabels[effect]}</Badge>;
}

/** What is advised for one person, group or the workspace. */
export function AdviceBadge({ recommendation }: { recommendation: Recommendation }) {
  return <Badge tone={adviceTones[recommendation]}>{recommendation === 'look' ? recommendationLabels.look : `Advice: ${recommendationLabels[recommendation].toLowerCase()}`}</Badge>;
}

/** What was decided for it; without a verdict nobody decided. */
export function VerdictBadge({ verdict }: { verdict: CampaignVerdict | null }) {
  return verdict === null ? <Badge>Not decided</Badge> : <Badge tone={verdictTones[verdict]} title={campaignVerdictLabels[verdict]}>{verdictWords[verdict]}</Badge>;
}
