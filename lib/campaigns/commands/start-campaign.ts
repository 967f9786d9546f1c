import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { campaignDueProblem, campaignSilences } from '@/lib/domain/campaign';
import { campaignRepetitionSchema, repetitionAt } from '@/lib/domain/campaign-repetition';
import { refuseField } from '@/lib/domain/refusal';
import { instant, line, prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { enqueue } from '@/lib/jobs/queue';
import { campaignQuerySchema, readCampaignQuery } from '../campaign-search';
import { readCampaign } from '../get-campaign';
import { insertCampaign } from '../write';

/** Starts an access review: a job collects the Sites that the filter finds and tells everybody who is asked. */
export const startCampaign = command({
  name: 'campaign.start',
  input: z.strictObject({
    name: line(200),
    /** What those who are asked should look at. */
    instructions: prose(4000).optional(),
    /** Which Sites, in the words of the list’s URL; nothing means all. */
    query: campaignQuerySchema.default(''),
    dueAt: instant,
    /** What is done where nobody has answered by then. */
    silence: z.enum(campaignSilences, `Say what silence means: ${campaignSilences.join(', ')}.`),
    /** Every so many months the next one begins by itself, over the same filter. */
    repeatMonths: campaignRepetitionSchema.optional(),
  }),
  // Reading the filter refuses what it can't mean, before anything is kept.
  load: (_tx, input) => Promise.resolve({ id: uuidv7(), query: readCampaignQuery(input.query).query }),
  may: (actor) => judge('campaign.start', roleStandings(actor)),
  decide: ({ id, query }, { name, instructions = null, dueAt, silence, repeatMonths = null }, { actor, now }) => {
    const problem = campaignDueProblem(dueAt, now);
    if (problem !== null) return refuseField('dueAt', problem);
    if (actor.personId === null) return refuseField('name', 'An access review needs a person who started it.');
    return {
      campaign: {
        ...{ id, name, instructions, query, dueAt, silence, state: 'starting' as const, createdById: actor.personId, createdAt: now },
        ...{ repeatMonths, repeatAt: repeatMonths === null ? null : repetitionAt(now, repeatMonths) },
      },
      events: [{ type: 'campaign.started' as const, subject: { kind: 'campaign' as const, id, name }, data: { query, dueAt: dueAt.toISOString(), silence, ...(repeatMonths !== null && { repeatMonths }) } }],
    };
  },
  save: async (tx, { id }, { campaign }, { actor }) => {
    await insertCampaign(tx, campaign);
    await enqueue(tx, 'advance-campaign', { campaignId: id }, { key: id });
    return readCampaign(tx, id, actor);
  },
});
