import { riskLevelLabels, riskLevelOf, type RiskLevel } from '@/lib/domain/risk';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

const tones: Record<RiskLevel, Tone> = { low: 'neutral', medium: 'warning', high: 'danger' };

/** The risk as a word with its points. `isShort`: in a column that says so. */
export function RiskBadge({ score, isShort = false }: { score: number; isShort?: boolean }) {
  const level = riskLevelOf(score);
  const [word, ...rest] = riskLevelLabels[level].split(' ');
  return (
    <Badge tone={tones[level]}>
      {word}
      <span className={isShort ? 'sr-only' : undefined}> {rest.join(' ')},</span> {score}
    </Badge>
  );
}
