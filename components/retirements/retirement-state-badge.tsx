import { retirementStateLabels, type RetirementState } from '@/lib/domain/retirement';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

const tones: Record<RetirementState, Tone> = { notice: 'info', closed: 'warning', deleting: 'danger', done: 'neutral', stopped: 'success' };

/** How far a retirement is; a legal hold that stops it goes before. */
export function RetirementStateBadge({ state, isHeld = false }: { state: RetirementState; isHeld?: boolean }) {
  return isHeld ? <Badge tone="warning">Held</Badge> : <Badge tone={tones[state]}>{retirementStateLabels[state]}</Badge>;
}
