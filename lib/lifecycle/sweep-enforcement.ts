import { markUnconfirmed } from '@/lib/enforcement/mark-unconfirmed';
import { onceMore, type Step } from './sweep-step';

/** Says of decisions that nothing has shown to be true in time that they are unconfirmed. */
export const sweepEnforcement: Step = async (tx, context, _cursor, size) => {
  const events = await markUnconfirmed(tx, context, size);
  return { cursor: events.length < size ? null : onceMore, did: { unconfirmed: events.length }, events };
};
