import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';

/** What somebody may see of all access reviews: what `campaign.get` in the permission table says, as a filter. */
export type CampaignVisibility = { everything: boolean; campaigns: Prisma.CampaignWhereInput; items: Prisma.CampaignItemWhereInput };

/** Those who govern see all; everybody else the reviews that ask them, and of those the Sites that they are asked about. */
export function visibleCampaigns(subject: Subject): CampaignVisibility {
  if (judge('campaign.get', roleStandings(subject)).allowed) return { everything: true, campaigns: {}, items: {} };
  const mine = { reviewerId: subject.personId ?? '' };
  return { everything: false, campaigns: { items: { some: mine } }, items: mine };
}
