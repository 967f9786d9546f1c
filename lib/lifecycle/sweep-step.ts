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

/** What a sweep keeps from step to step. */
export type SweepContext = StepContext & { ahead: ReadAhead };

/** What one step came to; a cursor of null means that its phase has nothing left. */
export type StepResult = { cursor: string | null; did: SweepCounts; events: DomainEvent[] };

/** A cursor for phases that leave nothing behind: what they have done is no longer found. */
export const onceMore = NIL;

/**
 * The next batch of a phase, in the transaction that also notes how far the sweep has come: cut off anywhere, a step was
 * done whole or not at all. `size` is how many rows it may look at.
 */
export type Step = (tx: Tx, context: SweepContext, cursor: string | null, size: number) => Promise<StepResult>;
