import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judgeOnBulk } from '@/lib/domain/bulk';
import { refusalOfStep } from '@/lib/domain/bulk-lifecycle';
import { prose } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { factsOf, readBulk } from '../read-bulk';
import { insertPlan } from '../insert-plan';
import { lockBulk } from '../write';

/** Prepares putting back what a bulk action changed. It shows first what it will do, like every other. */
export const undoBulkAction = command({
  name: 'bulk.run',
  input: z.strictObject({ bulkId: z.uuid(), reason: prose(2000).default('Taken back.') }),
  load: async (tx, { bulkId }) => {
    const bulk = await lockBulk(tx, bulkId);
    return bulk === null ? null : { bulk, id: uuidv7() };
  },
  may: (actor, { bulk }) => judgeOnBulk('bulk.run', actor, bulk),
  decide: ({ bulk }, { reason }) => refusalOfStep('undo', factsOf(bulk), undefined) ?? { reason, events: [] },
  save: async (tx, { bulk, id }, { reason }, context) => {
    await insertPlan(tx, { id, kind: 'undo', change: {}, reason, selection: { except: [], missing: [] }, undoOfId: bulk.id }, context);
    return readBulk(tx, id, context.actor);
  },
});
