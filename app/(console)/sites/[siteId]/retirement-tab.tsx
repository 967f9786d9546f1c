import { RetirementPanel } from '@/components/retirements/retirement-panel';
import { Tombstone } from '@/components/retirements/tombstone';
import { EmptyState } from '@/components/ui/empty-state';
import { judgeOnSite } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { readIfAny } from '@/lib/gate/read';
import { getRetirement } from '@/lib/retirements/get-retirement';
import { getTombstone } from '@/lib/retirements/get-tombstone';
import type { SiteDetail } from '@/lib/sites/site-shape';
import { confirmDeletion, settleExport, settleSecret } from './retirement-actions';

const commands = { settleExport, settleSecret, confirmDeletion };

/** How a Site is retired; of a retired one what stayed. */
export async function RetirementTab({ site, now }: { site: SiteDetail; now: string }) {
  if (site.state === 'retired') {
    const tombstone = await readIfAny(getTombstone, { siteId: site.id });
    return tombstone === null ? (
      <EmptyState title="It left no tombstone">This Site was retired before tombstones were kept, or its tombstone is not for you. Its record stays as it was.</EmptyState>
    ) : (
      <Tombstone record={tombstone.record} madeAt={tombstone.madeAt} redactedAt={tombstone.redactedAt} now={now} />
    );
  }
  const retirement = await readIfAny(getRetirement, { siteId: site.id });
  if (retirement === null) return <EmptyState title="There is no plan">This Site has never been retired, or the plan is not for you.</EmptyState>;
  const actor = await requireActor();
  const relations = { ownerId: site.owner?.id ?? null, successorId: site.record?.successor?.id ?? null, inAudience: false, isProposedOwner: false, isRequester: false };
  const deletion = judgeOnSite('retirement.delete', actor, relations);
  return (
    <RetirementPanel
      retirement={retirement}
      now={now}
      settleRefusal={site.actions.advance_retirement.reason}
      deleteRefusal={deletion.allowed ? null : deletion.reason}
      commands={commands}
    />
  );
}
