import type { WebhookView } from '@/lib/webhooks/webhook-shape';
import { Badge } from '../ui/badge';

/** Whether messages go there, and whether they arrive. */
export function WebhookState({ webhook: { isOn, failingSince } }: { webhook: Pick<WebhookView, 'isOn' | 'failingSince'> }) {
  if (!isOn) return <Badge tone="neutral">Off</Badge>;
  return failingSince === null ? <Badge tone="success">On</Badge> : <Badge tone="danger">Failing</Badge>;
}
