import { z } from 'zod';
import { answerItem, type SettledItem } from '@/lib/domain/answer-campaign';
import { campaignEffects, campaignItemStates, campaignVerdicts, judgeOnCampaign } from '@/lib/domain/campaign';
import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal, refuse, type Refusal } from '@/lib/domain/refusal';
import type { SiteFacts } from '@/lib/domain/site';
import { prose } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { updateSites } from '@/lib/sites/write';
import { lockAnswers } from '../load-answers';
import { settleItems } from '../write';

const answersAtOnce = 100;

const answer = z.strictObject({
  siteId: z.uuid().toLowerCase(),
  verdicts: z.array(z.strictObject({ entryId: z.uuid().toLowerCase(), verdict: z.enum(campaignVerdicts) })).max(10_000).default([]),
  /** What becomes of everybody whom `verdicts` does not name. */
  rest: z.enum([...campaignVerdicts, 'recommended']).optional(),
  note: prose(2000).optional(),
});

export const campaignAnswersShape = z.object({
  /** In the order in which they were given; a `problem` holds up no other Site. */
  results: z.array(z.object({ siteId: z.uuid(), state: z.enum(campaignItemStates), effect: z.enum(campaignEffects).nullable(), problem: z.string().nullable() })),
});
type Results = z.infer<typeof campaignAnswersShape>['results'];

type Judged = { siteId: string; site: SiteFacts; settled: SettledItem; note: string | null };
type Outcome = { judged: Judged[]; results: Results; events: DomainEvent[] };

/** Keeps or revokes who can open Sites of an access review. Each Site is answered whole; revoking takes effect at once. */
export const answerCampaign = command({
  name: 'campaign.answer',
  input: z.strictObject({
    campaignId: z.uuid(),
    answers: z
      .array(answer)
      .min(1)
      .max(answersAtOnce, `At most ${answersAtOnce} Sites at once.`)
      .refine((answers) => new Set(answers.map(({ siteId }) => siteId)).size === answers.length, 'Answer for each Site once.'),
  }),
  load: (tx, { campaignId, answers }, { actor }) => lockAnswers(tx, campaignId, answers.map(({ siteId }) => siteId), actor),
  may: (actor, { isAsked }) => judgeOnCampaign('campaign.answer', actor, { isAsked }),
  decide: ({ campaign, items, sites }, { answers }): Outcome | Refusal => {
    const outcome: Outcome = { judged: [], results: [], events: [] };
    let first: Refusal | null = null;
    for (const [index, { siteId, note, ...given }] of answers.entries()) {
      const item = items.get(siteId);
      const site = sites.get(siteId)?.site;
      const settled = item === undefined || site === undefined ? refuse('conflict', 'You are not asked about this Site in this access review.') : answerItem({ campaign, item, site }, { ...given, note });
      if (isRefusal(settled) || site === undefined) {
        const refusal = isRefusal(settled) ? settled : refuse('conflict', 'There is no such Site.');
        first ??= { ...refusal, ...(refusal.fields === undefined ? {} : { fields: refusal.fields.map(({ path, message }) => ({ path: `answers[${index}].${path}`, message })) }) };
        outcome.results.push({ siteId, state: item?.state ?? 'waiting', effect: null, problem: refusal.reason });
        continue;
      }
      outcome.judged.push({ siteId, site, settled, note: note ?? null });
      outcome.results.push({ siteId, state: settled.state, effect: settled.effect, problem: null });
      outcome.events.push(...settled.events);
    }
    // Where nothing at all could be done, that is the answer.
    return outcome.judged.length === 0 && first !== null ? first : outcome;
  },
  save: async (tx, { campaign }, { judged, results }, { actor, now }) => {
    const changes = judged.flatMap(({ site, settled: { patch } }) => (patch === null ? [] : [{ base: site, patch }]));
    if (changes.length > 0) await updateSites(tx, changes, { now, actor });
    const by = (note: string | null) => ({ id: actor.personId, name: actor.name, at: now, note });
    await settleItems(tx, campaign.id, judged.map(({ siteId, settled, note }) => ({ ...settled, siteId, answer: settled.state === 'answered' ? by(note) : null })));
    return { results };
  },
});
