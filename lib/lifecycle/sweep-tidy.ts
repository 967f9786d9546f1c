import { subDays } from 'date-fns';
import { dropDiscardedItems } from '@/lib/bulk/write';
import { forgetAnswers } from '@/lib/gate/forget-answers';
import { redactTombstones } from '@/lib/retirements/redact-tombstones';
import { forgetTasks } from '@/lib/tasks/forget-tasks';
import { onceMore, type Step } from './sweep-step';

/** How long the answer of a POST is kept for one that is repeated under the same Idempotency-Key, in days. */
const answerDays = 7;
/** How long the plan of a bulk action that nobody ran, and the progress of an import or export, can be looked at, in days. */
const lookDays = 30;

/** Takes names out of old tombstones, and forgets what nobody can ask for any more. */
export const sweepTidy: Step = async (tx, context, _cursor, size) => {
  const { events } = await redactTombstones(tx, context, null, size);
  const forgotten = [
    await forgetAnswers(tx, subDays(context.now, answerDays), size),
    await dropDiscardedItems(tx, subDays(context.now, lookDays), size),
    await forgetTasks(tx, subDays(context.now, lookDays), size),
  ];
  const isThrough = events.length < size && forgotten.every((rows) => rows < size);
  return { cursor: isThrough ? null : onceMore, did: { redacted: events.length }, events };
};
