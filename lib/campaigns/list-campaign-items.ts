import { z } from 'zod';
import { campaignItemStates } from '@/lib/domain/campaign';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { campaignItemShape, type CampaignItemView } from './campaign-shape';
import { itemColumns, toItemView, type ItemRow } from './item-row';
import { visibleCampaigns } from './visible-campaigns';

const { sql } = Prisma;

export const campaignItemListShape = z.object({ items: z.array(campaignItemShape), next: z.string().nullable() });

/** The Sites of an access review by title; whoever is asked sees theirs, those who govern see all. */
export const listCampaignItems = query({
  name: 'campaign.get',
  input: z.strictObject({
    campaignId: z.uuid(),
    state: z.enum(campaignItemStates).optional(),
    /** `me`: those that ask me. `admins`: those that nobody answers for. */
    who: z.enum(['me', 'admins']).optional(),
    ...pageSchema,
  }),
  may: (actor) => judge('campaign.list', roleStandings(actor)),
  visible: visibleCampaigns,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, visible, { actor }): Promise<{ items: CampaignItemView[]; next: string | null } | null> => {
    const campaign = await prisma.campaign.findFirst({ where: { AND: [{ id: search.campaignId }, visible.campaigns] }, select: { id: true } });
    if (campaign === null) return null;
    const binding = cursorBinding('campaign-items', search);
    const cursor = readCursor(cursorText, binding, ['text', 'uuid']);
    const isMine = !visible.everything || search.who === 'me';
    const conditions = [
      sql`i.campaign_id = ${campaign.id}::uuid`,
      ...(isMine ? [sql`i.reviewer_id = ${actor.personId}::uuid`] : []),
      ...(search.who === 'admins' ? [sql`i.reviewer_id IS NULL`] : []),
      ...(search.state === undefined ? [] : [sql`i.state = ${search.state}::"CampaignItemState"`]),
      ...(cursor === null ? [] : [sql`(lower(i.site_title), i.site_id) > (${String(cursor.keys[0])}::text, ${String(cursor.keys[1])}::uuid)`]),
    ];
    const rows = await prisma.$queryRaw<(ItemRow & { key: string })[]>`
      SELECT ${itemColumns}, lower(i.site_title) AS key FROM campaign_item i
       WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY lower(i.site_title), i.site_id LIMIT ${limit + 1}`;
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(({ key: _, ...row }) => toItemView(row)),
      next: last === undefined ? null : writeCursor(binding, { keys: [last.key, last.siteId], backward: false }),
    };
  },
});
