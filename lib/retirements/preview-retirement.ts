import { z } from 'zod';
import { beginRetirement } from '@/lib/domain/retirement';
import { isRefusal } from '@/lib/domain/refusal';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { loadSites } from '@/lib/sites/load-site';
import { peopleToTell } from './tell-people';
import { visibleRetirements } from './visible-retirements';

/** What beginning a retirement now would mean. `told`: how many people get a message; null where the owner posts a text instead. */
export type RetirementPreview = { closesAt: string; deletesAt: string; isOpen: boolean; told: number | null };

/** What the dialog says before a retirement begins. */
export const previewRetirement = query({
  name: 'retirement.get',
  input: z.strictObject({ siteId: z.uuid() }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleRetirements,
  load: async ({ prisma }, { siteId }, visible, { actor, now }): Promise<RetirementPreview | null> => {
    const found = await prisma.site.findFirst({ where: { AND: [{ id: siteId }, visible] }, select: { id: true } });
    const loaded = found === null ? undefined : (await loadSites(prisma, [found.id], actor)).get(found.id);
    if (loaded === undefined) return null;
    const outcome = beginRetirement(loaded, { reason: 'A preview.' }, now);
    if (isRefusal(outcome)) return null;
    const { closesAt, deletesAt, state } = outcome.retirement;
    const isOpen = state === 'notice';
    const told = isOpen ? ((await peopleToTell(prisma, loaded.site))?.length ?? null) : 0;
    return { closesAt: closesAt.toISOString(), deletesAt: deletesAt.toISOString(), isOpen, told };
  },
});
