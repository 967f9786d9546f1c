import { z } from 'zod';
import { answerRequest, type AnswerOutcome } from '@/lib/domain/answer-request';
import { refuse, type Refusal } from '@/lib/domain/refusal';
import { answers } from '@/lib/domain/request';
import { clearable } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { reportFailedPolicies } from '@/lib/policies/report-failures';
import { readRequest } from '../get-request';
import { loadAnswer } from '../load-answer';
import { lockRequest } from '../load-request';
import { mayAnswerRequest } from '../may-answer';
import { saveAnswer } from '../save-answer';

/** One answer among many at once. It takes every policy in force, as they are now, to call the request low risk. */
export const decideLowRisk = command({
  name: 'request.decide_widening',
  input: z.strictObject({ requestId: z.uuid(), decision: z.enum(answers), revision: z.int().min(1), note: clearable(2000).optional() }),
  load: async (tx, input, context) => {
    const loaded = await lockRequest(tx, input.requestId, context);
    return loaded === null ? null : loadAnswer(tx, loaded, input, context);
  },
  may: mayAnswerRequest,
  decide: (loaded, input, { now }): AnswerOutcome | Refusal => {
    const outcome = answerRequest(loaded, input, now);
    if ('refused' in outcome || loaded.staged?.facts.judgement.isLowRisk === true) return outcome;
    return refuse('conflict', 'The policies don’t call this request low risk. Look at it, then decide it by itself.');
  },
  save: async (tx, loaded, outcome, context) => {
    await saveAnswer(tx, loaded, outcome, context);
    return readRequest(tx, loaded.request.id, context.actor, context.now);
  },
  refused: reportFailedPolicies,
});
