import type { BulkState } from '@/lib/domain/bulk';
import { Badge } from '../ui/badge';
import { bulkStateLabels } from './bulk-progress';

/** Where a bulk action stands. */
export function BulkStateBadge({ state }: { state: BulkState }) {
  const { label, tone } = bulkStateLabels[state];
  return <Badge tone={tone}>{label}</Badge>;
}
