import { eventTypes } from '@/lib/domain/events';
import { isRefusal } from '@/lib/domain/refusal';
import { advanceRetirement, openRetirementStates } from '@/lib/domain/retirement';
import type { Settings } from '@/lib/domain/settings';
import type { Reader } from '@/lib/db/client';
import { loadSites } from '@/lib/sites/load-site';
import { readPlans, toPlan } from './load-retirement';

const batchSize = 500;

export type ForeseenStep = { slug: string; title: string; what: string };

/** The next step of each retirement that is due as of `now`, as a sweep would take it; nothing is locked or changed. */
export async function* foreseeRetirements(db: Reader, { now, settings }: { now: Date; settings: Settings }): AsyncGenerator<ForeseenStep> {
  for (let after: string | null = null; ; ) {
    const rows: { siteId: string }[] = await db.retirement.findMany({
      where: { state: { in: [...openRetirementStates] }, ...(after === null ? {} : { siteId: { gt: after } }) },
      orderBy: { siteId: 'asc' },
      take: batchSize,
      select: { siteId: true },
    });
    const siteIds = rows.map(({ siteId }) => siteId);
    const sites = await loadSites(db, siteIds, { personId: null, roles: [] });
    const plans = await readPlans(db, siteIds);
    for (const siteId of siteIds) {
      const loaded = sites.get(siteId);
      const row = plans.get(siteId);
      const step = loaded === undefined || row === undefined ? null : advanceRetirement({ ...loaded, settings, plan: toPlan(row) }, now);
      if (loaded === undefined || step === null || isRefusal(step)) continue;
      for (const { type } of step.events) yield { slug: loaded.site.slug, title: loaded.site.title, what: eventTypes[type] };
    }
    if (rows.length < batchSize) return;
    after = siteIds.at(-1) ?? null;
  }
}
