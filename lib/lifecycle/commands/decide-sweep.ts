import { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import { refuse, type Refusal } from '@/lib/domain/refusal';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { prose } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { enqueue } from '@/lib/jobs/queue';
import { sweepEvent } from '../run-sweep';
import { lockSweep, sweepInclude, toSweepView } from '../sweep-row';
import { moveSweep } from '../write';

/** An admin has looked at what a stopped sweep would close: it goes on, or is given up without having closed anything. */
export const decideSweep = command({
  name: 'sweep.decide',
  input: z.strictObject({ sweepId: z.uuid(), decision: z.enum(['approve', 'abandon']), reason: prose(2000) }),
  load: (tx, { sweepId }) => lockSweep(tx, sweepId),
  may: (actor) => judge('sweep.decide', roleStandings(actor)),
  decide: (sweep, { decision, reason }): { decision: 'approve' | 'abandon'; events: DomainEvent[] } | Refusal => {
    if (sweep.state !== 'stopped') return refuse('conflict', 'This sweep does not wait for a decision.', { details: { state: sweep.state } });
    return { decision, events: [sweepEvent(decision === 'approve' ? 'lifecycle.sweep_approved' : 'lifecycle.sweep_abandoned', sweep, reason)] };
  },
  save: async (tx, sweep, { decision }, { actor, now }) => {
    if (decision === 'approve') {
      await moveSweep(tx, sweep, { state: 'running', approvedById: actor.personId, approvedAt: now });
      await enqueue(tx, 'sweep', {}, { key: 'open' });
    } else {
      await moveSweep(tx, sweep, { state: 'abandoned', finishedAt: now });
    }
    return toSweepView(await tx.lifecycleSweep.findUniqueOrThrow({ where: { id: sweep.id }, include: sweepInclude }));
  },
});
