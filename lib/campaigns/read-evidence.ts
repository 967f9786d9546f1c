import { NIL } from 'uuid';
import type { Reader } from '@/lib/db/client';
import type { CampaignEntryView, CampaignItemView } from './campaign-shape';
import { itemColumns, toItemView, type ItemRow } from './item-row';

/** A Site of an access review with everybody who could open it. */
export type EvidenceSite = Omit<CampaignItemView, 'entries'> & { entries: CampaignEntryView[] };

const sitesAtOnce = 20;

/** All that an access review found, some Sites at a time, in the order of their ids: the order stays while it is read. */
export async function* readEvidence(db: Reader, campaignId: string): AsyncGenerator<EvidenceSite[]> {
  let after: string = NIL;
  for (;;) {
    const sites = await evidenceAfter(db, campaignId, after, sitesAtOnce);
    const last = sites.at(-1);
    if (last === undefined) return;
    yield sites;
    after = last.site.id;
  }
}

/** The next Sites after one, by id, with their entries. */
export async function evidenceAfter(db: Reader, campaignId: string, after: string, limit: number): Promise<EvidenceSite[]> {
  const rows = await db.$queryRaw<ItemRow[]>`
    SELECT ${itemColumns} FROM campaign_item i WHERE i.campaign_id = ${campaignId}::uuid AND i.site_id > ${after}::uuid ORDER BY i.site_id LIMIT ${limit}`;
  const entries = await db.campaignEntry.findMany({
    where: { campaignId, siteId: { in: rows.map(({ siteId }) => siteId) } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { siteId: true, id: true, personId: true, groupId: true, name: true, email: true, recommendation: true, reasons: true, verdict: true },
  });
  const bySite = new Map<string, CampaignEntryView[]>(rows.map(({ siteId }) => [siteId, []]));
  for (const { siteId, ...entry } of entries) bySite.get(siteId)?.push(entry);
  return rows.map((row) => ({ ...toItemView(row), entries: bySite.get(row.siteId) ?? [] }));
}
