import { sourceModeLabels, type SourceMode } from '@/lib/domain/classification';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

const tones: Record<SourceMode, Tone> = { read_only: 'success', write_capable: 'warning', confirmation_required: 'info', forbidden: 'danger' };

/** What the workspace allows a source to be used for. */
export function ModeBadge({ mode }: { mode: SourceMode }) {
  return <Badge tone={tones[mode]}>{sourceModeLabels[mode]}</Badge>;
}
