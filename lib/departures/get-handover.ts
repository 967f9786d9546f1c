import { z } from 'zod';
import { judgeOnHandover } from '@/lib/domain/handover';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import type { HandoverDetail } from './handover-shape';
import { readHandovers, visibleHandovers } from './read-handovers';

/** One handover: from whom, to whom, and how far it is decided. */
export const getHandover = query({
  name: 'handover.get',
  input: z.strictObject({ handoverId: z.uuid() }),
  // Whether this one may be seen hangs on whom it is for; anybody signed in may ask.
  may: (actor) => judge('handover.list', roleStandings(actor)),
  visible: visibleHandovers,
  load: async ({ prisma }, { handoverId }, visible, { actor }): Promise<HandoverDetail | null> => {
    const [found] = await readHandovers(prisma, { where: { AND: [{ id: handoverId }, visible] } });
    if (found === undefined) return null;
    const verdict = judgeOnHandover('handover.answer', actor, { toId: found.to.id });
    const reason = verdict.allowed ? (found.counts.waiting === 0 ? 'Nothing waits for a decision.' : null) : verdict.reason;
    return { ...found, answer: { allowed: reason === null, reason } };
  },
});
