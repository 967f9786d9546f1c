import { NIL } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { evidenceAfter, type EvidenceSite } from './read-evidence';
import { visibleCampaigns } from './visible-campaigns';

/** The evidence of an access review for reading, in the order in which it is exported. */
export const listCampaignEvidence = query({
  name: 'campaign.get_evidence',
  input: z.strictObject({ campaignId: z.uuid(), ...pageSchema }),
  may: (actor) => judge('campaign.get_evidence', roleStandings(actor)),
  visible: visibleCampaigns,
  load: async ({ prisma }, { campaignId, limit, cursor: cursorText }, visible): Promise<{ items: EvidenceSite[]; next: string | null } | null> => {
    const found = await prisma.campaign.findFirst({ where: { AND: [{ id: campaignId }, visible.campaigns] }, select: { id: true } });
    if (found === null) return null;
    const binding = cursorBinding('campaign-evidence', campaignId);
    const cursor = readCursor(cursorText, binding, ['uuid']);
    const sites = await evidenceAfter(prisma, campaignId, cursor === null ? NIL : String(cursor.keys[0]), limit + 1);
    const items = sites.slice(0, limit);
    const last = items.at(-1);
    return { items, next: sites.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.site.id], backward: false }) : null };
  },
});
