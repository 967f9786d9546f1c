import { actionDue, type LifecycleAction } from '@/lib/domain/sweep';
import type { Settings } from '@/lib/domain/settings';
import type { Reader } from '@/lib/db/client';
import { readLifecycleFacts, type LifecyclePage, type LifecycleRow } from './read-lifecycle-facts';

const batchSize = 5_000;

export type DueSite = Pick<LifecycleRow, 'id' | 'slug' | 'title'> & { action: LifecycleAction };

/**
 * Goes through what the lifecycle would do as of `now`, Site by Site, and changes nothing. While one batch is judged the
 * next is read, so that two are held in memory.
 */
export async function* dueSites(db: Reader, { now, settings, after: from = null }: { now: Date; settings: Settings; after?: string | null }): AsyncGenerator<DueSite> {
  const read = (after: string | null): Promise<LifecyclePage> => readLifecycleFacts(db, { after, limit: batchSize, now, settings, lookFor: 'actions' });
  for (let coming: Promise<LifecyclePage> | null = read(from); coming !== null; ) {
    const { rows, through }: LifecyclePage = await coming;
    coming = through === null ? null : read(through);
    // Whoever stops listening here leaves it behind; where it fails, that is told when it is waited for.
    coming?.catch(() => undefined);
    for (const { id, slug, title, facts } of rows) {
      const action = actionDue(facts, settings, now);
      if (action !== null) yield { id, slug, title, action };
    }
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
