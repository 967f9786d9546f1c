import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { campaignSummaryShape, type CampaignSummary } from './campaign-shape';
import { campaignInclude, toCampaignSummaries } from './read-campaigns';
import { visibleCampaigns } from './visible-campaigns';

export const campaignListShape = z.object({ items: z.array(campaignSummaryShape), next: z.string().nullable() });

/** Access reviews that one may see, newest first. */
export const listCampaigns = query({
  name: 'campaign.list',
  input: z.strictObject({
    /** `true`: only those that still go on. */
    open: z.enum(['true', 'false']).optional(),
    /** `me`: only those with a Site that waits for me. */
    waitingFor: z.literal('me').optional(),
    ...pageSchema,
  }),
  may: (actor) => judge('campaign.list', roleStandings(actor)),
  visible: visibleCampaigns,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, visible, { actor }): Promise<{ items: CampaignSummary[]; next: string | null }> => {
    const binding = cursorBinding('campaigns', search);
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const conditions: Prisma.CampaignWhereInput[] = [visible.campaigns];
    if (search.open !== undefined) conditions.push({ closedAt: search.open === 'true' ? null : { not: null } });
    if (search.waitingFor !== undefined) conditions.push({ state: 'running', items: { some: { reviewerId: actor.personId ?? '', state: 'waiting' } } });
    if (cursor !== null) {
      const [createdAt, id] = [new Date(String(cursor.keys[0])), String(cursor.keys[1])];
      conditions.push({ createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] });
    }
    const rows = await prisma.campaign.findMany({ where: { AND: conditions }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit + 1, include: campaignInclude });
    const items = await toCampaignSummaries(prisma, rows.slice(0, limit), actor.personId);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.createdAt, last.id], backward: false }) : null };
  },
});
