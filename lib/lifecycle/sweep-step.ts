import { NIL } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import type { Settings } from '@/lib/domain/settings';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import type { ReadAhead } from './read-ahead';
import type { SweepCounts } from './sweep-row';

export type StepContext = {
  /** The instant whose rules are applied. */
  now: Date;
  settings: Settings;
  /** The system, under the name of the lifecycle. */
  actor: Actor;
};

/** The rows that are walked over: those beyond `after`, up to and with `until`; null: from the first, to the last. */
export type Stretch = { after: string | null; until: string | null };

/** What a sweep keeps from step to step. */
export type SweepContext = StepContext & { ahead: ReadAhead; stretch: Stretch };

/** What one step came to; a cursor of null means that its stretch has nothing left. */
export type StepResult = { cursor: string | null; did: SweepCounts; events: DomainEvent[] };

/** A cursor for phases that leave nothing behind: what they have done is no longer found. */
export const onceMore = NIL;

/**
 * The next batch of a stretch, in the transaction that also notes how far the sweep has come: cut off anywhere, a step was
 * done whole or not at all. `size` is how many rows it may look at.
 */
export type Step = (tx: Tx, context: SweepContext, cursor: string | null, size: number) => Promise<StepResult>;
