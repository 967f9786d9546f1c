import { irreversible, type BulkKind, type BulkState } from './bulk';
import { refuse, type Refusal } from './refusal';

/** The part of a bulk action that its own steps are decided on. */
export type BulkFacts = { kind: BulkKind; state: BulkState; revision: number; willChange: number; changed: number; isUndone: boolean };

export const bulkSteps = ['run', 'stop', 'discard', 'undo'] as const;
export type BulkStep = (typeof bulkSteps)[number];

const planning = 'The plan is still being made.';
const running = 'It is running.';
const over = 'It is over.';
const discarded = 'It was discarded.';
const notRunning = 'It is not running.';
const nothingDone = 'Nothing was changed yet.';
const stopping = 'It is being stopped.';

/** Which step a state allows: `true`, or why not. The button and the answer read the same. */
const table = {
  planning: { run: planning, stop: notRunning, discard: true, undo: nothingDone },
  planned: { run: true, stop: notRunning, discard: true, undo: nothingDone },
  running: { run: 'It runs already.', stop: true, discard: running, undo: running },
  stopping: { run: stopping, stop: 'It is being stopped already.', discard: stopping, undo: stopping },
  stopped: { run: 'It was stopped. Prepare a new one for the rest.', stop: over, discard: over, undo: true },
  done: { run: over, stop: over, discard: over, undo: true },
  discarded: { run: discarded, stop: discarded, discard: 'It was discarded already.', undo: discarded },
} as const satisfies Record<BulkState, Record<BulkStep, true | string>>;

/** Why a step can't be taken now, or null. */
export function bulkRefusal(step: BulkStep, bulk: BulkFacts): string | null {
  const rule: true | string = table[bulk.state][step];
  if (rule !== true) return rule;
  if (step === 'run' && bulk.willChange === 0) return 'There is nothing to change.';
  if (step !== 'undo') return null;
  if (irreversible[bulk.kind] !== null) return irreversible[bulk.kind];
  if (bulk.changed === 0) return 'It changed nothing.';
  return bulk.isUndone ? 'It has been undone already, or an undo is prepared.' : null;
}

/** The check that every step begins with: the caller saw what is there now, and the state allows it. */
export function refusalOfStep(step: BulkStep, bulk: BulkFacts, seen: number | undefined): Refusal | null {
  const reason = bulkRefusal(step, bulk);
  if (reason !== null) return refuse('conflict', reason, { details: { state: bulk.state } });
  if (seen === undefined || seen === bulk.revision) return null;
  return refuse('stale', `This bulk action moved on since you looked at it (you saw revision ${seen}, it is at ${bulk.revision}). Look again, then repeat.`, {
    details: { currentRevision: bulk.revision },
  });
}
