import { requestStateLabels, type RequestState } from '@/lib/domain/request';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

const tones: Record<RequestState, Tone> = {
  pending: 'info',
  changes_requested: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
  timed_out: 'neutral',
};

/** Where a request stands. */
export function RequestStateBadge({ state }: { state: RequestState }) {
  return <Badge tone={tones[state]}>{requestStateLabels[state]}</Badge>;
}
