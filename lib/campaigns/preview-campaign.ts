import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import { compileSearch } from '@/lib/sites/compile-search';
import { visibleSites } from '@/lib/sites/visible-sites';
import { campaignQuerySchema, readCampaignQuery } from './campaign-search';

export const campaignPreviewShape = z.object({
  /** The search as it would be kept. */
  query: z.string(),
  /** Sites that the search finds, and of those the ones that somebody besides owner and admins can open. */
  found: z.int(),
  reviewed: z.int(),
  /** Of the reviewed ones: open to the whole workspace; without an active owner, where the successor, a manager or the admins answer. */
  workspaceWide: z.int(),
  ownerless: z.int(),
});
export type CampaignPreview = z.infer<typeof campaignPreviewShape>;

/** How much an access review over a filter would ask, before it is started. */
export const previewCampaign = query({
  name: 'campaign.preview',
  input: z.strictObject({ query: campaignQuerySchema.default('') }),
  may: (actor) => judge('campaign.preview', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, { query: text }, visible, context): Promise<CampaignPreview> => {
    const { query: kept, search } = readCampaignQuery(text);
    const { settings } = await readSettings(db.prisma);
    const { from, where } = await compileSearch(db, search, visible, settings, context);
    const [counts] = await db.prisma.$queryRaw<Omit<CampaignPreview, 'query'>[]>`
      SELECT count(*)::int AS found,
             count(*) FILTER (WHERE i.audience <> 'admins_only' AND i.state <> 'retired')::int AS reviewed,
             count(*) FILTER (WHERE i.audience = 'workspace_all' AND i.state <> 'retired')::int AS "workspaceWide",
             count(*) FILTER (WHERE i.audience <> 'admins_only' AND i.state <> 'retired' AND i.owner_status <> 'active')::int AS ownerless
        FROM ${from} WHERE ${where}`;
    return { query: kept, found: counts?.found ?? 0, reviewed: counts?.reviewed ?? 0, workspaceWide: counts?.workspaceWide ?? 0, ownerless: counts?.ownerless ?? 0 };
  },
});
