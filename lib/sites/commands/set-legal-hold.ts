import { z } from 'zod';
import { holdLegally } from '@/lib/domain/site-decisions';
import { prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { keepClock } from '@/lib/retirements/keep-clock';
import { lockSite } from '../load-site';
import { saveSite } from '../site-command';

/** Sets or lifts the legal hold. The clock of a retirement that is under way stops with it and goes on after it. */
export const setLegalHold = command({
  name: 'site.set_legal_hold',
  input: z.strictObject({ siteId: z.uuid(), hold: z.boolean(), reason: prose(2000), revision: seenRevision }),
  load: (tx, { siteId }, { actor }) => lockSite(tx, siteId, actor),
  may: (actor, { relations }) => judgeOnSite('site.set_legal_hold', actor, relations),
  decide: (loaded, input, { now }) => holdLegally(loaded, input, now),
  save: async (tx, loaded, outcome, context) => {
    // At once and not with the next sweep: meanwhile somebody could delete on the platform what had been asked for.
    await keepClock(tx, loaded.site.id, outcome.patch.legalHold ?? null, context.now);
    return saveSite(tx, loaded, outcome, context);
  },
});
