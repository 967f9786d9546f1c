import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { submitRenewal } from '@/lib/domain/submit-renewal';
import { instant, prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { lockSite } from '@/lib/sites/load-site';
import { readRequest } from '../get-request';
import { findOpenRequest } from '../load-request';
import { beginPlan } from '../plan-request';
import { requesterOf } from '../requester';
import { submitRequest } from '../write';

/** Asks to renew beyond the longest lifetime; a request that came back for changes is revised by asking again. */
export const requestRenewal = command({
  name: 'request.renewal',
  input: z.strictObject({ siteId: z.uuid(), expiresAt: instant, reason: prose(2000), revision: seenRevision }),
  load: async (tx, { siteId }, { actor }) => {
    const loaded = await lockSite(tx, siteId, actor);
    if (loaded === null) return null;
    return { ...loaded, open: await findOpenRequest(tx, siteId, 'renewal'), newId: uuidv7() };
  },
  may: (actor, { relations }) => judgeOnSite('request.renewal', actor, relations),
  decide: (loaded, input, { actor, now }) => submitRenewal(loaded, input, actor.personId, now),
  save: async (tx, { site, settings }, outcome, { actor, now }) => {
    const requesterId = requesterOf(actor);
    await submitRequest(tx, { siteId: site.id, kind: 'renewal', requesterId, proposedOwnerId: null, dueAt: addDays(now, settings.requestDueDays) }, outcome, now);
    await beginPlan(tx, { id: outcome.request.id, kind: 'renewal', requesterId, proposal: outcome.request.proposal, siteId: site.id, ownerId: site.owner?.id ?? null }, now);
    return readRequest(tx, outcome.request.id, actor, now);
  },
});
