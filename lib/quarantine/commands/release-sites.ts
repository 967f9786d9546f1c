import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { release } from '@/lib/domain/departure';
import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal, refuse, type Refusal } from '@/lib/domain/refusal';
import type { SiteOutcome } from '@/lib/domain/site-decisions';
import type { PersonRef } from '@/lib/domain/site';
import { prose, seenRevision } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { holdPeople } from '@/lib/people/hold-people';
import { lockSites, type LoadedSite } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { releasedNotice } from '../released-notice';

type Released = { loaded: LoadedSite; owner: PersonRef; outcome: SiteOutcome };
type Outcome = { released: Released[]; refused: { siteId: string; problem: string }[]; events: DomainEvent[] };

export const releasedShape = z.object({ released: z.int(), refused: z.array(z.object({ siteId: z.uuid(), problem: z.string() })) });

/** Takes many Sites out of quarantine, each with its own new owner. Each stands for itself: one refusal holds up no other. */
export const releaseSites = command({
  name: 'site.release',
  input: z.strictObject({
    sites: z.array(z.strictObject({ siteId: z.uuid().toLowerCase(), owner: z.uuid().toLowerCase(), revision: seenRevision })).min(1).max(200),
    reason: prose(2000).optional(),
  }),
  load: async (tx, { sites }, { actor }) => ({
    sites: await lockSites(tx, sites.map(({ siteId }) => siteId), actor),
    owners: await holdPeople(tx, sites.map(({ owner }) => owner)),
    actionId: uuidv7(),
  }),
  may: (actor) => judge('site.release', roleStandings(actor)),
  decide: ({ sites, owners }, input): Outcome | Refusal => {
    const outcome: Outcome = { released: [], refused: [], events: [] };
    const seen = new Set<string>();
    for (const { siteId, owner: ownerId, revision } of input.sites) {
      const loaded = sites.get(siteId);
      const owner = owners.get(ownerId);
      if (loaded === undefined || owner === undefined || seen.has(siteId)) {
        outcome.refused.push({ siteId, problem: seen.has(siteId) ? 'This Site is named twice.' : loaded === undefined ? 'There is no such Site.' : 'There is no person with this id.' });
        continue;
      }
      seen.add(siteId);
      const decided = release({ site: loaded.site, owner }, { reason: input.reason, revision });
      if (isRefusal(decided)) outcome.refused.push({ siteId, problem: decided.reason });
      else {
        outcome.released.push({ loaded, owner, outcome: decided });
        outcome.events.push(...decided.events);
      }
    }
    const [first] = outcome.refused;
    // Where nothing at all could be done, that is the answer.
    return outcome.released.length === 0 && first !== undefined ? refuse('conflict', first.problem) : outcome;
  },
  save: async (tx, { actionId }, { released, refused }, { actor, now }) => {
    await updateSites(tx, released.map(({ loaded, outcome }) => ({ base: loaded.site, patch: outcome.patch })), { now, actor });
    const owners = [...new Set(released.map(({ owner }) => owner.id))].filter((id) => id !== actor.personId);
    const sitesOf = (id: string) => released.filter(({ owner }) => owner.id === id).map(({ loaded }) => loaded.site);
    await notify(tx, owners.map((id) => releasedNotice({ personId: id, by: actor.name, sites: sitesOf(id), occasion: `release ${actionId}` })), now);
    return { released: released.length, refused };
  },
});
