import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import { requestWideningInput } from '@/lib/domain/request-inputs';
import { submitWidening } from '@/lib/domain/submit-widening';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { reportFailedPolicies } from '@/lib/policies/report-failures';
import { loadAudienceChange } from '@/lib/sites/load-audience-change';
import { readRequest } from '../get-request';
import { judgeRequest } from '../judge-request';
import { findOpenRequest, openEvidence } from '../load-request';
import { beginPlan } from '../plan-request';
import { requesterOf } from '../requester';
import { resolveEvidence } from '../resolve-evidence';
import { dropDraft, submitRequest } from '../write';

/** Asks to let more people in, for good or for a while; a request that came back for changes is revised by asking again. */
export const requestWidening = command({
  name: 'site.request_widening',
  input: requestWideningInput,
  load: async (tx, input, context) => {
    const loaded = await loadAudienceChange(tx, input.siteId, input.audience, context.actor);
    if (loaded === null) return null;
    const { site, after, gains } = loaded;
    const open = await findOpenRequest(tx, site.id, 'widening');
    const { evidence, problem } = await resolveEvidence(tx, site.id, input.evidence, await openEvidence(tx, open), context);
    const proposal = { audience: after, gains, until: input.until?.toISOString() ?? null, evidence };
    const { judgement } = await judgeRequest(tx, site.id, { kind: 'widening', proposal, requesterId: context.actor.personId }, context.now);
    return { ...loaded, open, evidence, forbidden: judgement.forbidden, problem: loaded.problem ?? problem, newId: uuidv7() };
  },
  may: (actor, { relations }) => judgeOnSite('site.request_widening', actor, relations),
  decide: (loaded, input, { actor, now }) => loaded.problem ?? submitWidening(loaded, input, actor.personId, now),
  save: async (tx, { site, settings }, { request }, { actor, now }) => {
    const requesterId = requesterOf(actor);
    await submitRequest(tx, { siteId: site.id, kind: 'widening', requesterId, proposedOwnerId: null, dueAt: addDays(now, settings.requestDueDays) }, { request }, now);
    await beginPlan(tx, { id: request.id, kind: 'widening', requesterId, proposal: request.proposal, siteId: site.id, ownerId: site.owner?.id ?? null }, now);
    await dropDraft(tx, site.id, requesterId);
    return readRequest(tx, request.id, actor, now);
  },
  refused: reportFailedPolicies,
});
