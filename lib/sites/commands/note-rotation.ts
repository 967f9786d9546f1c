import { z } from 'zod';
import { noteRotation as decideRotation } from '@/lib/domain/note-rotation';
import { instant, line, prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readSite } from '../get-site';
import { lockSite } from '../load-site';
import { noteRotated } from '../write-belongings';

/** Notes that a secret of a Site was replaced: stale ones are what policies and the risk look at. */
export const noteRotation = command({
  name: 'site.note_rotation',
  input: z.strictObject({
    siteId: z.uuid(),
    /** The name of the environment key. */
    key: line(500),
    /** When it was replaced; now where it is left out. */
    rotatedAt: instant.optional(),
    note: prose(2000).optional(),
    revision: seenRevision,
  }),
  load: async (tx, { siteId, key }, { actor }) => {
    const loaded = await lockSite(tx, siteId, actor);
    return loaded === null ? null : { ...loaded, found: await tx.environmentKey.findUnique({ where: { siteId_key: { siteId, key } } }) };
  },
  may: (actor, { relations }) => judgeOnSite('site.note_rotation', actor, relations),
  decide: (loaded, input, { now }) => decideRotation(loaded, input, now),
  save: async (tx, { site }, { key, rotatedAt }, { actor, now }) => {
    await noteRotated(tx, { siteId: site.id, key }, rotatedAt);
    return readSite(tx, site.id, actor, now);
  },
});
