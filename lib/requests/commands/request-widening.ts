import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { audienceSchema } from '@/lib/domain/audience-schema';
import { judgeOnSite } from '@/lib/domain/verdict';
import { submitWidening } from '@/lib/domain/request-decisions';
import { prose, seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { loadAudienceChange } from '@/lib/sites/load-audience-change';
import { readRequest } from '../get-request';
import { findOpenRequest } from '../load-request';
import { requesterOf } from '../requester';
import { submitRequest } from '../write';

/** Asks to let more people in; a request that came back for changes is revised by asking again. */
export const requestWidening = command({
  name: 'site.request_widening',
  input: z.strictObject({ siteId: z.uuid(), audience: audienceSchema, reason: prose(2000), revision: seenRevision }),
  load: async (tx, input, { actor }) => {
    const loaded = await loadAudienceChange(tx, input.siteId, input.audience, actor);
    if (loaded === null) return null;
    return { ...loaded, open: await findOpenRequest(tx, input.siteId, 'widening'), newId: uuidv7() };
  },
  may: (actor, { relations }) => judgeOnSite('site.request_widening', actor, relations),
  decide: (loaded, input, { actor }) => loaded.problem ?? submitWidening(loaded, input, actor.personId),
  save: async (tx, { site }, outcome, { actor, now }) => {
    const requesterId = requesterOf(actor);
    await submitRequest(tx, { siteId: site.id, kind: 'widening', requesterId, proposedOwnerId: null }, outcome, now);
    return readRequest(tx, outcome.request.id, actor, now);
  },
});
