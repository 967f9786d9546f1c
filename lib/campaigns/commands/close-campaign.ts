import { z } from 'zod';
import { campaignRefusal } from '@/lib/domain/campaign';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { enqueue } from '@/lib/jobs/queue';
import { readCampaign } from '../get-campaign';
import { lockCampaign, moveCampaign } from '../write';

/** Closes an access review before its date: what silence means is applied now to every Site that nobody answered for. */
export const closeCampaign = command({
  name: 'campaign.start',
  input: z.strictObject({ campaignId: z.uuid(), reason: prose(2000) }),
  load: (tx, { campaignId }) => lockCampaign(tx, campaignId),
  may: (actor) => judge('campaign.start', roleStandings(actor)),
  decide: (campaign, { reason }) =>
    campaignRefusal(campaign, 'close') ?? {
      reason,
      events: [{ type: 'campaign.ended_early' as const, subject: { kind: 'campaign' as const, id: campaign.id, name: campaign.name }, reason, data: { silence: campaign.silence } }],
    },
  save: async (tx, { id }, { reason }, { actor }) => {
    await moveCampaign(tx, id, { state: 'closing', endedBy: actor.name, endReason: reason });
    await enqueue(tx, 'advance-campaign', { campaignId: id }, { key: id });
    return readCampaign(tx, id, actor);
  },
});
