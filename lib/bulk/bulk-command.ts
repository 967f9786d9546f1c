import { z } from 'zod';
import { judgeOnBulk } from '@/lib/domain/bulk';
import { refusalOfStep, type BulkStep } from '@/lib/domain/bulk-lifecycle';
import type { DomainEvent } from '@/lib/domain/events';
import type { Refusal } from '@/lib/domain/refusal';
import { seenRevision } from '@/lib/domain/text';
import type { Tx } from '@/lib/db/client';
import { command, type Command, type Context } from '@/lib/gate/command';
import type { BulkRow } from './bulk-row';
import type { BulkActionView } from './bulk-shape';
import { factsOf, readBulk } from './read-bulk';
import { bulkEvent } from './run-bulk';
import { lockBulk, moveBulk } from './write';

const stepInput = z.strictObject({ bulkId: z.uuid(), revision: seenRevision });
type StepInput = typeof stepInput;
export type LoadedBulk = { bulk: BulkRow; event: DomainEvent | null };

type StepCommand = {
  name: 'bulk.run' | 'bulk.stop';
  step: BulkStep;
  /** What tells of it; none where the audit log has nothing to say of a plan that was only looked at. */
  event: 'bulk.started' | 'bulk.stopped' | null;
  move: (tx: Tx, bulk: BulkRow, context: Context) => Promise<Parameters<typeof moveBulk>[2]>;
};

/** A step of a bulk action's own life: locks it, checks that it may be taken, moves it on, answers with it. */
export function bulkCommand({ name, step, event, move }: StepCommand): Command<StepInput, LoadedBulk, { events: DomainEvent[] }, BulkActionView> {
  return command({
    name,
    input: stepInput,
    load: (tx, { bulkId }) => loadBulk(tx, bulkId, event),
    may: (actor, { bulk }) => judgeOnBulk(name, actor, bulk),
    decide: (loaded, { revision }): { events: DomainEvent[] } | Refusal =>
      refusalOfStep(step, factsOf(loaded.bulk), revision) ?? { events: loaded.event === null ? [] : [loaded.event] },
    save: async (tx, { bulk }, _outcome, context) => {
      await moveBulk(tx, bulk, await move(tx, bulk, context));
      return readBulk(tx, bulk.id, context.actor);
    },
  });
}

async function loadBulk(tx: Tx, bulkId: string, event: StepCommand['event']): Promise<LoadedBulk | null> {
  const bulk = await lockBulk(tx, bulkId);
  if (bulk === null) return null;
  const { willChange, changed, refused } = bulk;
  const data = event === 'bulk.stopped' ? { changed, refused } : { willChange };
  return { bulk, event: event === null ? null : await bulkEvent(tx, event, bulk, data) };
}
