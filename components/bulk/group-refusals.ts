import type { BulkItemList } from '@/lib/bulk/bulk-shape';

type Item = BulkItemList['items'][number];

/** Sites that are refused for one reason. */
export interface RefusalGroup {
  reason: string;
  count: number;
  /** The first few. */
  sites: Item['site'][];
}

/** Why Sites are refused, and how many were looked at to say so. */
export interface Refusals {
  groups: RefusalGroup[];
  read: number;
}

const examples = 3;
const unseen = 'There is no such Site, or you can’t see it.';

/** Groups refused Sites by their reason, the most frequent first. `missing` counts ids that name nothing. */
export function groupRefusals(items: readonly Item[], missing = 0): Refusals {
  const groups = new Map<string, RefusalGroup>();
  const groupOf = (reason: string): RefusalGroup => {
    const group = groups.get(reason) ?? { reason, count: 0, sites: [] };
    groups.set(reason, group);
    return group;
  };
  for (const { site, reason } of items) {
    const group = groupOf(reason ?? unseen);
    group.count += 1;
    if (group.sites.length < examples) group.sites.push(site);
  }
  if (missing > 0) groupOf(unseen).count += missing;
  return { groups: [...groups.values()].sort((one, other) => other.count - one.count), read: items.length + missing };
}
