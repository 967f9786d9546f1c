import { answerRequest } from '@/lib/domain/answer-request';
import { decideRequestInput } from '@/lib/domain/request-inputs';
import { command } from '@/lib/gate/command';
import { reportFailedPolicies } from '@/lib/policies/report-failures';
import { readRequest } from '../get-request';
import { loadAnswer } from '../load-answer';
import { lockRequest } from '../load-request';
import { mayAnswerRequest } from '../may-answer';
import { saveAnswer } from '../save-answer';

/**
 * One answer to a request: of somebody whom a stage asks, or of the proposed owner of a transfer. The approval that completes
 * the last stage applies the request at once; any rejection ends it.
 */
export const decideRequest = command({
  name: 'request.decide_widening',
  input: decideRequestInput,
  load: async (tx, input, context) => {
    const loaded = await lockRequest(tx, input.requestId, context);
    return loaded === null ? null : loadAnswer(tx, loaded, input, context);
  },
  may: mayAnswerRequest,
  decide: (loaded, input, { now }) => answerRequest(loaded, input, now),
  save: async (tx, loaded, outcome, context) => {
    await saveAnswer(tx, loaded, outcome, context);
    return readRequest(tx, loaded.request.id, context.actor, context.now);
  },
  refused: reportFailedPolicies,
});
