import type { ItemFacts } from '@/lib/domain/answer-campaign';
import { roleStandings, judge } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import type { Campaign } from '@/lib/db/generated/client';
import type { Actor } from '@/lib/gate/actor';
import { lockSites, type LoadedSite } from '@/lib/sites/load-site';
import { lockCampaign } from './write';

export type LoadedAnswers = {
  campaign: Campaign;
  sites: ReadonlyMap<string, LoadedSite>;
  /** Those that whoever answers may answer: they are asked, or they govern. */
  items: ReadonlyMap<string, ItemFacts>;
  /** Whether they are asked about any of the Sites that they answer for. */
  isAsked: boolean;
};

/**
 * Locks some Sites of an access review to be answered: the review, so that it isn't closed meanwhile; then the Sites in the
 * order of their ids, then their places in the review. Null: there is no such review.
 */
export async function lockAnswers(tx: Tx, campaignId: string, siteIds: readonly string[], actor: Actor): Promise<LoadedAnswers | null> {
  const campaign = await lockCampaign(tx, campaignId, { share: true });
  if (campaign === null) return null;
  const ids = siteIds.map((id) => id.toLowerCase());
  const sites = await lockSites(tx, ids, actor);
  await tx.$queryRaw`SELECT 1 FROM campaign_item WHERE campaign_id = ${campaignId}::uuid AND site_id = ANY (${ids}::uuid[]) ORDER BY site_id FOR UPDATE`;
  const rows = await tx.campaignItem.findMany({
    where: { campaignId, siteId: { in: ids } },
    select: {
      siteId: true,
      state: true,
      reviewerId: true,
      answeredByName: true,
      entries: { select: { id: true, personId: true, groupId: true, name: true, recommendation: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] },
    },
  });
  const governs = judge('campaign.answer', roleStandings(actor)).allowed;
  const isMine = ({ reviewerId }: (typeof rows)[number]): boolean => reviewerId !== null && reviewerId === actor.personId;
  return {
    campaign,
    sites,
    items: new Map(rows.filter((row) => governs || isMine(row)).map(({ siteId, state, answeredByName, entries }) => [siteId, { state, answeredByName, entries }])),
    isAsked: rows.some(isMine),
  };
}
