import { z } from 'zod';
import { noteFallback as decide } from '@/lib/domain/platform-surprises';
import { clearable, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { lockSite } from '../load-site';
import { saveSite } from '../site-command';

/** Notes what people use while the platform doesn't show the Site or has suspended it. An empty note takes it away. */
export const noteFallback = command({
  name: 'site.note_fallback',
  input: z.strictObject({ siteId: z.uuid(), note: clearable(4000), revision: seenRevision }),
  load: async (tx, { siteId }, { actor }) => {
    const loaded = await lockSite(tx, siteId, actor);
    if (loaded === null) return null;
    const { fallbackNote } = await tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { fallbackNote: true } });
    return { ...loaded, fallbackNote };
  },
  may: (actor, { relations }) => judgeOnSite('site.note_fallback', actor, relations),
  decide: (loaded, input) => decide(loaded, input),
  save: saveSite,
});
