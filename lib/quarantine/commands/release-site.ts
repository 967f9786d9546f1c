import { z } from 'zod';
import { release } from '@/lib/domain/departure';
import { refuseField } from '@/lib/domain/refusal';
import { prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { holdPeople } from '@/lib/people/hold-people';
import { lockSite } from '@/lib/sites/load-site';
import { saveSite } from '@/lib/sites/site-command';
import { releasedNotice } from '../released-notice';

/** Takes a Site out of quarantine and gives it an owner. */
export const releaseSite = command({
  name: 'site.release',
  input: z.strictObject({ siteId: z.uuid(), owner: z.uuid().toLowerCase(), reason: prose(2000).optional(), revision: seenRevision }),
  load: async (tx, { siteId, owner }, { actor }) => {
    const loaded = await lockSite(tx, siteId, actor);
    if (loaded === null) return null;
    return { ...loaded, owner: (await holdPeople(tx, [owner])).get(owner) ?? null };
  },
  may: (actor, { relations }) => judgeOnSite('site.release', actor, relations),
  decide: ({ site, owner }, input) => (owner === null ? refuseField('owner', 'There is no person with this id.') : release({ site, owner }, input)),
  save: async (tx, loaded, outcome, context) => {
    const { site, owner } = loaded;
    if (owner !== null && owner.id !== context.actor.personId) {
      await notify(tx, [releasedNotice({ personId: owner.id, by: context.actor.name, sites: [site], occasion: `release ${site.id} ${site.revision + 1}` })], context.now);
    }
    return saveSite(tx, loaded, outcome, context);
  },
});
