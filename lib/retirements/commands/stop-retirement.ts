import { z } from 'zod';
import { stopRetirement as stop } from '@/lib/domain/retirement';
import { prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { updateSite } from '@/lib/sites/write';
import { readRetirement } from '../get-retirement';
import { lockRetirement } from '../load-retirement';
import { updateRetirement } from '../write';

/** Comes back from a retirement, until its deletion has been asked for. */
export const stopRetirement = command({
  name: 'retirement.stop',
  input: z.strictObject({ siteId: z.uuid(), reason: prose(2000), revision: seenRevision }),
  load: (tx, { siteId }, { actor }) => lockRetirement(tx, siteId, actor),
  may: (actor, { relations }) => judgeOnSite('retirement.stop', actor, relations),
  decide: (loaded, input, { now }) => stop(loaded, input, now),
  save: async (tx, { site, plan }, outcome, context) => {
    // The plan ends before the Site comes back: the database stops a plan whose Site has left it.
    await updateRetirement(tx, plan, outcome.plan);
    await updateSite(tx, site, outcome.patch, context);
    return readRetirement(tx, site.id);
  },
});
