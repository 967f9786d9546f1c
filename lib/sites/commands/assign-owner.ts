import { z } from 'zod';
import { assignOwner as decideOwner } from '@/lib/domain/assign-owner';
import { policyRefusal } from '@/lib/domain/policy-refusal';
import { isRefusal } from '@/lib/domain/refusal';
import { prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { judgeChange } from '@/lib/policies/judge-change';
import { reportFailedPolicies } from '@/lib/policies/report-failures';
import { findPerson } from '@/lib/people/find-person';
import { lockSite } from '../load-site';
import { saveSite } from '../site-command';

/** Makes somebody the owner at once, without an offer that they accept. */
export const assignOwner = command({
  name: 'site.assign_owner',
  input: z.strictObject({ siteId: z.uuid(), owner: z.uuid(), reason: prose(2000).optional(), revision: seenRevision }),
  load: async (tx, input, { actor, now }) => {
    const loaded = await lockSite(tx, input.siteId, actor);
    if (loaded === null) return null;
    return { ...loaded, owner: await findPerson(tx, input.owner), judgement: await judgeChange(tx, input.siteId, { trigger: 'transfer' }, actor, now) };
  },
  may: (actor, { relations }) => judgeOnSite('site.assign_owner', actor, relations),
  decide: (loaded, input) => {
    const outcome = decideOwner(loaded, input);
    return isRefusal(outcome) ? outcome : (policyRefusal(loaded.judgement) ?? outcome);
  },
  save: saveSite,
  refused: reportFailedPolicies,
});
