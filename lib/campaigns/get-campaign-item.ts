import { z } from 'zod';
import { campaignItemStateLabels, campaignRefusal, judgeOnCampaign } from '@/lib/domain/campaign';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import type { CampaignItemDetail } from './campaign-shape';
import { itemColumns, toItemView, type ItemRow } from './item-row';
import { campaignInclude, toCampaignSummaries } from './read-campaigns';
import { visibleCampaigns } from './visible-campaigns';

/** One Site of an access review, with what one has to know to answer for it. Who can open it is a list of its own. */
export const getCampaignItem = query({
  name: 'campaign.get',
  input: z.strictObject({ campaignId: z.uuid(), siteId: z.uuid() }),
  may: (actor) => judge('campaign.list', roleStandings(actor)),
  visible: visibleCampaigns,
  load: async ({ prisma }, { campaignId, siteId }, visible, { actor }): Promise<CampaignItemDetail | null> => {
    const found = await prisma.campaignItem.findFirst({
      where: { AND: [{ campaignId, siteId }, visible.items] },
      select: {
        reviewerId: true,
        campaign: { include: campaignInclude },
        site: { include: { department: { select: { name: true } }, owner: { select: { name: true } }, dataSources: { select: { source: { select: { name: true } } } } } },
      },
    });
    const [row] = await prisma.$queryRaw<ItemRow[]>`SELECT ${itemColumns} FROM campaign_item i WHERE i.campaign_id = ${campaignId}::uuid AND i.site_id = ${siteId}::uuid`;
    if (found === null || row === undefined) return null;
    const { campaign, site, reviewerId } = found;
    const [summary] = await toCampaignSummaries(prisma, [campaign], actor.personId);
    if (summary === undefined) return null;
    const verdict = judgeOnCampaign('campaign.answer', actor, { isAsked: reviewerId !== null && reviewerId === actor.personId });
    const settled = row.state === 'waiting' ? null : `${campaignItemStateLabels[row.state]}: nothing of it can be changed any more.`;
    const reason = verdict.allowed ? (settled ?? campaignRefusal(campaign, 'answer')?.reason ?? null) : verdict.reason;
    return {
      ...toItemView(row),
      campaign: summary,
      instructions: campaign.instructions,
      now: {
        state: site.state,
        classification: site.classification,
        department: site.department?.name ?? null,
        purpose: site.purpose,
        owner: site.owner?.name ?? null,
        sources: site.dataSources.map(({ source }) => source.name).sort((a, b) => a.localeCompare(b, 'en')),
        lastVisitedAt: site.lastVisitedAt?.toISOString() ?? null,
        audience: site.audience,
        drift: site.drift,
      },
      answer: { allowed: reason === null, reason },
    };
  },
});
