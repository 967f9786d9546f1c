import { actionDue, type LifecycleAction } from '@/lib/domain/sweep';
import type { Settings } from '@/lib/domain/settings';
import type { Reader } from '@/lib/db/client';
import { readLifecycleFacts, type LifecyclePage, type LifecycleRow } from './read-lifecycle-facts';

const batchSize = 5_000;

export type DueSite = Pick<LifecycleRow, 'id' | 'slug' | 'title'> & { action: LifecycleAction };

/** Goes through what the lifecycle would do as of `now`, Site by Site, and changes nothing. Holds one batch in memory. */
export async function* dueSites(db: Reader, { now, settings, after: from = null }: { now: Date; settings: Settings; after?: string | null }): AsyncGenerator<DueSite> {
  for (let after = from; ; ) {
    const { rows, through }: LifecyclePage = await readLifecycleFacts(db, { after, limit: batchSize, now, settings, lookFor: 'actions' });
    for (const { id, slug, title, facts } of rows) {
      const action = actionDue(facts, settings, now);
      if (action !== null) yield { id, slug, title, action };
    }
    if (through === null) return;
    after = through;
  }
}

/** How many Sites are open: drafts and live ones. The breaker holds what a sweep would close against it. */
export async function countOpenSites(db: Reader): Promise<number> {
  return db.site.count({ where: { state: { in: ['draft', 'live'] } } });
}

/** Whether an action takes a Site away from people who can open it. */
export function closesSite({ do: what }: LifecycleAction): boolean {
  return what === 'disable' || what === 'narrow';
}
