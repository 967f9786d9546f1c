import { riskLevelLabels, riskLevelOf, type RiskLevel } from '@/lib/domain/risk';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

const tones: Record<RiskLevel, Tone> = { low: 'neutral', medium: 'warning', high: 'danger' };

/** The risk as a word with its points. */
export function RiskBadge({ score }: { score: number }) {
  const level = riskLevelOf(score);
  return (
    <Badge tone={tones[level]}>
      {riskLevelLabels[level]}, {score}
    </Badge>
  );
}
