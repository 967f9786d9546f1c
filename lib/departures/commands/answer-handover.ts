import { z } from 'zod';
import { answerReceived, handoverChoices, judgeOnHandover } from '@/lib/domain/handover';
import { isRefusal, refuse, refuseField, type Refusal } from '@/lib/domain/refusal';
import { prose } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { answersAtOnce, lockHandoverSites } from '../load-handover';
import { saveAnswers, type HandoverOutcome } from '../save-answers';

const choice = { answer: z.enum(handoverChoices), /** Who gets it, for `reassign`. */ to: z.uuid().toLowerCase().optional() };

const input = z
  .strictObject({
    handoverId: z.uuid(),
    /** Site by Site. */
    answers: z.array(z.strictObject({ siteId: z.uuid().toLowerCase(), ...choice })).min(1).max(answersAtOnce).optional(),
    /** The same for all that wait; a hundred or two at once, as `next` of the answer says. */
    all: z.strictObject(choice).optional(),
    /** With `all`: goes on after this Site. */
    after: z.uuid().optional(),
    /** Needed to retire. */
    reason: prose(2000).optional(),
  })
  .refine(({ answers, all }) => (answers === undefined) !== (all === undefined), { error: 'Give either answers or all.', path: ['answers'] });

/** The receiver keeps, retires or passes on what came to them. Each Site stands for itself: one refusal holds up no other. */
export const answerHandover = command({
  name: 'handover.answer',
  input,
  load: (tx, { handoverId, after, answers, all }, { actor }) => {
    const people = [all?.to, ...(answers ?? []).map(({ to }) => to)].filter((id) => id !== undefined);
    return lockHandoverSites(tx, { handoverId, after, answers, people }, actor);
  },
  may: (actor, { toId }) => judgeOnHandover('handover.answer', actor, { toId }),
  decide: (handover, { answers, all, reason }, { now }): HandoverOutcome | Refusal => {
    const given = all === undefined ? (answers ?? []) : handover.siteIds.map((siteId) => ({ siteId, ...all }));
    const [unknown] = given.flatMap(({ to }) => (to !== undefined && !handover.people.has(to) ? [to] : []));
    if (unknown !== undefined) return refuseField('to', 'There is no person with this id.');
    if (given.length === 0) return refuse('conflict', 'Nothing waits for a decision.');
    const outcome: HandoverOutcome = { judged: [], refused: [], events: [] };
    let first: Refusal | null = null;
    for (const { siteId, answer, to } of given) {
      const loaded = handover.sites.get(siteId);
      const judged =
        loaded === undefined
          ? refuse('conflict', 'This Site is not part of the handover.')
          : answerReceived(
              { ...loaded, answer: handover.answers.get(siteId) ?? null, handover },
              { answer, to: to === undefined ? null : (handover.people.get(to) ?? null), reason: reason ?? null },
              now,
            );
      if (isRefusal(judged) || loaded === undefined) {
        const refusal = isRefusal(judged) ? judged : refuse('conflict', 'This Site is not part of the handover.');
        first ??= refusal;
        outcome.refused.push({ siteId, problem: refusal.reason });
      } else {
        outcome.judged.push({ siteId, loaded, outcome: judged });
        outcome.events.push(...judged.events);
      }
    }
    // Where nothing at all could be done, that is the answer.
    return outcome.judged.length === 0 && first !== null ? first : outcome;
  },
  save: saveAnswers,
});
