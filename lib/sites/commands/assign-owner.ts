import { z } from 'zod';
import { assignOwner as decideOwner } from '@/lib/domain/assign-owner';
import { prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { findPerson } from '@/lib/people/find-person';
import { lockSite } from '../load-site';
import { saveSite } from '../site-command';

/** Makes somebody the owner at once, without an offer that they accept. */
export const assignOwner = command({
  name: 'site.assign_owner',
  input: z.strictObject({ siteId: z.uuid(), owner: z.uuid(), reason: prose(2000).optional(), revision: seenRevision }),
  load: async (tx, input, { actor }) => {
    const loaded = await lockSite(tx, input.siteId, actor);
    return loaded === null ? null : { ...loaded, owner: await findPerson(tx, input.owner) };
  },
  may: (actor, { relations }) => judgeOnSite('site.assign_owner', actor, relations),
  decide: (loaded, input) => decideOwner(loaded, input),
  save: saveSite,
});
