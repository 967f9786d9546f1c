import type { PolicyView } from '@/lib/policies/policy-shape';
import { Badge } from '../ui/badge';

/** Whether a policy is asked. */
export function PolicyStateBadge({ policy: { archivedAt, isEnabled } }: { policy: Pick<PolicyView, 'archivedAt' | 'isEnabled'> }) {
  if (archivedAt !== null) return <Badge>Archived</Badge>;
  return isEnabled ? <Badge tone="success">In force</Badge> : <Badge tone="warning">Switched off</Badge>;
}
