import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { campaignEntryShape, type CampaignEntryView } from './campaign-shape';
import { visibleCampaigns } from './visible-campaigns';

const { sql } = Prisma;

export const campaignEntryListShape = z.object({ items: z.array(campaignEntryShape), next: z.string().nullable() });

type Row = CampaignEntryView & { rank: number; key: string };

/** Who could open a Site when the review began: what needs a look first, then by name. */
export const listCampaignEntries = query({
  name: 'campaign.get',
  input: z.strictObject({ campaignId: z.uuid(), siteId: z.uuid(), ...pageSchema }),
  may: (actor) => judge('campaign.list', roleStandings(actor)),
  visible: visibleCampaigns,
  load: async ({ prisma }, { limit, cursor: cursorText, ...of }, visible): Promise<{ items: CampaignEntryView[]; next: string | null } | null> => {
    const item = await prisma.campaignItem.findFirst({ where: { AND: [of, visible.items] }, select: { siteId: true } });
    if (item === null) return null;
    const binding = cursorBinding('campaign-entries', of);
    const cursor = readCursor(cursorText, binding, ['whole', 'text', 'uuid']);
    const beyond = cursor === null ? Prisma.empty : sql`AND (rank, key, id) > (${Number(cursor.keys[0])}::int, ${String(cursor.keys[1])}::text, ${String(cursor.keys[2])}::uuid)`;
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT id::text, person_id::text AS "personId", group_id::text AS "groupId", name, email, recommendation, reasons, verdict, rank, key FROM (
        SELECT e.*, CASE e.recommendation WHEN 'revoke' THEN 0 WHEN 'look' THEN 1 ELSE 2 END AS rank, lower(e.name) AS key
          FROM campaign_entry e WHERE e.campaign_id = ${of.campaignId}::uuid AND e.site_id = ${of.siteId}::uuid
      ) entry WHERE TRUE ${beyond} ORDER BY rank, key, id LIMIT ${limit + 1}`;
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(({ rank: _rank, key: _key, ...entry }) => entry),
      next: last === undefined ? null : writeCursor(binding, { keys: [last.rank, last.key, last.id], backward: false }),
    };
  },
});
