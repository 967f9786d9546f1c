import { z } from 'zod';
import { endRepetitionRefusal } from '@/lib/domain/campaign-repetition';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readCampaign } from '../get-campaign';
import { lockCampaign, moveCampaign } from '../write';

/** Keeps an access review from beginning anew; the review itself goes on, or stays what it was. */
export const endRepetition = command({
  name: 'campaign.start',
  input: z.strictObject({ campaignId: z.uuid(), reason: prose(2000) }),
  load: async (tx, { campaignId }) => {
    const campaign = await lockCampaign(tx, campaignId);
    return campaign === null ? null : { campaign, next: await tx.campaign.findUnique({ where: { formerId: campaign.id }, select: { name: true } }) };
  },
  may: (actor) => judge('campaign.start', roleStandings(actor)),
  decide: ({ campaign, next }, { reason }) =>
    endRepetitionRefusal(campaign, next) ?? {
      reason,
      events: [{ type: 'campaign.repetition_ended' as const, subject: { kind: 'campaign' as const, id: campaign.id, name: campaign.name }, reason }],
    },
  save: async (tx, { campaign: { id } }, { reason }, { actor, now }) => {
    await moveCampaign(tx, id, { repeatEndedAt: now, repeatEndedBy: actor.name, repeatEndReason: reason });
    return readCampaign(tx, id, actor);
  },
});
