import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judgeOnSite } from '@/lib/domain/verdict';
import { policyRefusal } from '@/lib/domain/policy-refusal';
import { isRefusal } from '@/lib/domain/refusal';
import { submitTransfer } from '@/lib/domain/request-decisions';
import { prose, seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { findPerson } from '@/lib/people/find-person';
import { judgeChange } from '@/lib/policies/judge-change';
import { reportFailedPolicies } from '@/lib/policies/report-failures';
import { lockSite } from '@/lib/sites/load-site';
import { updateSite } from '@/lib/sites/write';
import { readRequest } from '../get-request';
import { findOpenRequest } from '../load-request';
import { requesterOf } from '../requester';
import { submitRequest } from '../write';

/** Offers a Site to a new owner, who accepts or declines. */
export const transferSite = command({
  name: 'site.transfer',
  input: z.strictObject({ siteId: z.uuid(), to: z.uuid(), reason: prose(2000), revision: seenRevision }),
  load: async (tx, input, { actor, now }) => {
    const loaded = await lockSite(tx, input.siteId, actor);
    if (loaded === null) return null;
    return {
      ...loaded,
      to: await findPerson(tx, input.to),
      open: await findOpenRequest(tx, input.siteId, 'transfer'),
      newId: uuidv7(),
      judgement: await judgeChange(tx, input.siteId, { trigger: 'transfer' }, actor, now),
    };
  },
  may: (actor, { relations }) => judgeOnSite('site.transfer', actor, relations),
  decide: (loaded, input, { actor }) => {
    const outcome = submitTransfer(loaded, input, actor.personId);
    return isRefusal(outcome) ? outcome : (policyRefusal(loaded.judgement) ?? outcome);
  },
  save: async (tx, { site }, outcome, { actor, now }) => {
    const requesterId = requesterOf(actor);
    const proposedOwnerId = outcome.request.proposal.to.id;
    await submitRequest(tx, { siteId: site.id, kind: 'transfer', requesterId, proposedOwnerId, dueAt: null }, outcome, now);
    if (outcome.request.approvedAtOnce) await updateSite(tx, site, outcome.patch, { now, actor });
    return readRequest(tx, outcome.request.id, actor, now);
  },
  refused: reportFailedPolicies,
});
