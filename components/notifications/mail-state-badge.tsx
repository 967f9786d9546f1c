import { mailStateLabels } from '@/lib/domain/mail';
import type { MailSummary } from '@/lib/notifications/mail-shape';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';

const tones: Record<MailSummary['state'], Tone> = { waiting: 'info', sent: 'success', cancelled: 'neutral', failed: 'danger' };

/** Where an e-mail is on its way. One that went nowhere never says that it was sent. */
export function MailStateBadge({ mail: { state, keptHere } }: { mail: Pick<MailSummary, 'state' | 'keptHere'> }) {
  if (keptHere) return <Badge tone="neutral">Not sent: no mail server</Badge>;
  return <Badge tone={tones[state]}>{mailStateLabels[state]}</Badge>;
}
