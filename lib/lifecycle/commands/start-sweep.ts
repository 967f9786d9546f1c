import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { sweepInstant } from '@/lib/domain/sweep';
import { instant } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { enqueue } from '@/lib/jobs/queue';
import { beginSweep } from '../run-sweep';
import { sweepInclude, toSweepView } from '../sweep-row';

/** Begins a sweep as of now or of a given instant; a worker runs it. The sweep of an instant that was run already is answered as it is. */
export const startSweep = command({
  name: 'sweep.run',
  input: z.strictObject({ at: instant.optional() }),
  load: (_tx, { at }, { now }) => Promise.resolve({ at: at ?? sweepInstant(now) }),
  may: (actor) => judge('sweep.run', roleStandings(actor)),
  decide: ({ at }) => ({ at, events: [] }),
  save: async (tx, _loaded, { at }, { actor, now }) => {
    const sweepId = await beginSweep(tx, at, actor.name, now);
    if (sweepId !== null) await enqueue(tx, 'sweep', {}, { key: 'open' });
    return toSweepView(await tx.lifecycleSweep.findUniqueOrThrow({ where: sweepId === null ? { at } : { id: sweepId }, include: sweepInclude }));
  },
});
