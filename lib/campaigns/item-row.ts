import type { AnswererReason, CampaignEffect, CampaignItemState } from '@/lib/domain/campaign';
import { Prisma } from '@/lib/db/generated/client';
import type { CampaignItemView } from './campaign-shape';

const { sql } = Prisma;

/** What `toItemView` reads, over `campaign_item i`. */
export const itemColumns = sql`
  i.site_id::text AS "siteId", i.site_title AS title, i.site_slug AS slug, i.reviewer_id::text AS "reviewerId", i.reviewer_name AS "reviewerName", i.why, i.state,
  i.answered_at AS "answeredAt", i.answered_by_name AS "answeredBy", i.note, i.effect, i.effect_note AS "effectNote",
  (SELECT json_build_object(
      'total', count(*), 'certify', count(*) FILTER (WHERE e.recommendation = 'certify'), 'look', count(*) FILTER (WHERE e.recommendation = 'look'),
      'revoke', count(*) FILTER (WHERE e.recommendation = 'revoke'), 'revoked', count(*) FILTER (WHERE e.verdict = 'revoke'))
     FROM campaign_entry e WHERE e.campaign_id = i.campaign_id AND e.site_id = i.site_id) AS entries`;

export type ItemRow = {
  siteId: string;
  title: string;
  slug: string;
  reviewerId: string | null;
  reviewerName: string | null;
  why: AnswererReason | null;
  state: CampaignItemState;
  answeredAt: Date | null;
  answeredBy: string | null;
  note: string | null;
  effect: CampaignEffect | null;
  effectNote: string | null;
  entries: CampaignItemView['entries'];
};

export function toItemView({ siteId, title, slug, reviewerId, reviewerName, why, answeredAt, ...row }: ItemRow): CampaignItemView {
  return {
    site: { id: siteId, slug, title },
    reviewer: reviewerId === null ? null : { id: reviewerId, name: reviewerName ?? '', why: why ?? 'owner' },
    ...row,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}
