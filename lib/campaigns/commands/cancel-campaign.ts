import { z } from 'zod';
import { campaignRefusal } from '@/lib/domain/campaign';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readCampaign } from '../get-campaign';
import { lockCampaign, moveCampaign } from '../write';

/** Gives an access review up. What was answered stays done; nothing happens to the Sites that nobody answered for. */
export const cancelCampaign = command({
  name: 'campaign.start',
  input: z.strictObject({ campaignId: z.uuid(), reason: prose(2000) }),
  load: (tx, { campaignId }) => lockCampaign(tx, campaignId),
  may: (actor) => judge('campaign.start', roleStandings(actor)),
  decide: (campaign, { reason }) =>
    campaignRefusal(campaign, 'cancel') ?? {
      reason,
      events: [{ type: 'campaign.cancelled' as const, subject: { kind: 'campaign' as const, id: campaign.id, name: campaign.name }, reason }],
    },
  save: async (tx, { id }, { reason }, { actor, now }) => {
    await moveCampaign(tx, id, { state: 'cancelled', closedAt: now, planCursor: null, endedBy: actor.name, endReason: reason });
    return readCampaign(tx, id, actor);
  },
});
