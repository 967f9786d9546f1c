import type { Settings } from '@/lib/domain/settings';
import type { RequestFacts } from '@/lib/domain/request-decisions';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { startTerm } from '@/lib/terms/start-term';
import { forgetChanges } from './record-changes';

/**
 * What an approval brings besides the record, once that is written; `site` is as it was before. Whoever approved saw the
 * record as it is: what changed before needs no review of its own.
 */
export async function applyApproval(tx: Tx, { site, request, settings }: { site: SiteFacts; request: RequestFacts; settings: Settings }, now: Date): Promise<void> {
  if (request.kind !== 'widening' && request.kind !== 're_review') return;
  await forgetChanges(tx, [site.id]);
  if (request.kind !== 'widening') return;
  const { until } = request.proposal;
  await startTerm(tx, site, { requestId: request.id, until: until === null ? null : new Date(until) }, { now, settings });
}
