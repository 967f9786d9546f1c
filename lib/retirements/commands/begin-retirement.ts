import { z } from 'zod';
import { beginRetirement as begin } from '@/lib/domain/retirement';
import { clearable, prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { lockSite } from '@/lib/sites/load-site';
import { updateSite } from '@/lib/sites/write';
import { findReplacement } from '../find-replacement';
import { readRetirement } from '../get-retirement';
import { savePlans } from '../save-plans';

/** Begins the retirement of a Site: those who use it are told, and from then on the lifecycle takes it from step to step. */
export const beginRetirement = command({
  name: 'retirement.begin',
  input: z.strictObject({
    siteId: z.uuid(),
    reason: prose(2000),
    /** What replaces it: the slug of a Site, or words and an address. */
    graduatedInto: clearable(300).optional(),
    revision: seenRevision,
  }),
  load: async (tx, { siteId, graduatedInto }, { actor }) => {
    const loaded = await lockSite(tx, siteId, actor);
    return loaded === null ? null : { ...loaded, replacement: await findReplacement(tx, graduatedInto ?? null, actor) };
  },
  may: (actor, { relations }) => judgeOnSite('retirement.begin', actor, relations),
  decide: (loaded, input, { now }) => begin(loaded, input, now),
  save: async (tx, { site }, { patch, retirement }, { actor, now }) => {
    await updateSite(tx, site, patch, { now, actor });
    await savePlans(tx, [{ site, retirement }], { actor, now });
    return readRetirement(tx, site.id);
  },
});
