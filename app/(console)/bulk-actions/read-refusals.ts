import { groupRefusals, type Refusals } from '@/components/bulk/group-refusals';
import type { BulkActionView, BulkItemList } from '@/lib/bulk/bulk-shape';
import { listBulkItems } from '@/lib/bulk/list-bulk-items';
import { read } from '@/lib/gate/read';

const pageSize = 200;
/** The reasons are few, whatever the Sites are: so many are looked at, and the page says so where there are more. */
const mostPages = 5;

/** Why Sites of a bulk action are refused. */
export async function readRefusals({ id, missing }: Pick<BulkActionView, 'id' | 'missing'>): Promise<Refusals> {
  const items: BulkItemList['items'] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: BulkItemList = await read(listBulkItems, { bulkId: id, state: 'will_refuse,refused', limit: pageSize, ...(cursor !== null && { cursor }) });
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return groupRefusals(items, missing.length);
}
