import type { CampaignEffect, CampaignItemState, CampaignVerdict } from '@/lib/domain/campaign';
import type { Recommendation } from '@/lib/domain/recommend-access';
import type { Tx } from '@/lib/db/client';
import type { Campaign, Prisma } from '@/lib/db/generated/client';

/** Locks an access review for the rest of the transaction, before its Sites: `share` while it must only stay as it is. */
export async function lockCampaign(tx: Tx, campaignId: string, { share = false } = {}): Promise<Campaign | null> {
  if (share) await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${campaignId}::uuid FOR SHARE`;
  else await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${campaignId}::uuid FOR UPDATE`;
  return tx.campaign.findUnique({ where: { id: campaignId } });
}

export async function insertCampaign(tx: Tx, campaign: Prisma.CampaignUncheckedCreateInput): Promise<void> {
  await tx.campaign.create({ data: campaign });
}

/** Moves an access review that the caller has locked. */
export async function moveCampaign(tx: Tx, campaignId: string, data: Prisma.CampaignUncheckedUpdateInput): Promise<void> {
  await tx.campaign.update({ where: { id: campaignId }, data });
}

export type NewItem = {
  siteId: string;
  title: string;
  slug: string;
  reviewer: { id: string; name: string; why: string } | null;
  entries: { id: string; personId: string | null; groupId: string | null; name: string; email: string | null; recommendation: Recommendation; reasons: string[] }[];
};

/** Puts Sites into an access review, each with everybody who can open it. */
export async function insertItems(tx: Tx, campaignId: string, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ siteId, title, slug, reviewer }) => ({ siteId, title, slug, reviewerId: reviewer?.id ?? null, reviewerName: reviewer?.name ?? null, why: reviewer?.why ?? null }));
  await tx.$executeRaw`
    INSERT INTO campaign_item (campaign_id, site_id, site_title, site_slug, reviewer_id, reviewer_name, why)
    SELECT ${campaignId}::uuid, i."siteId", i.title, i.slug, i."reviewerId", i."reviewerName", i.why
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS i ("siteId" uuid, title text, slug text, "reviewerId" uuid, "reviewerName" text, why text)`;
  const entries = items.flatMap(({ siteId, entries: each }) => each.map((entry) => ({ siteId, ...entry })));
  await tx.$executeRaw`
    INSERT INTO campaign_entry (id, campaign_id, site_id, person_id, group_id, name, email, recommendation, reasons)
    SELECT e.id, ${campaignId}::uuid, e."siteId", e."personId", e."groupId", e.name, e.email, e.recommendation, ARRAY(SELECT jsonb_array_elements_text(e.reasons))
      FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        AS e (id uuid, "siteId" uuid, "personId" uuid, "groupId" uuid, name text, email text, recommendation "Recommendation", reasons jsonb)`;
}

/** Asks somebody else about Sites that still wait; null: the admins. */
export async function reassignItems(tx: Tx, items: readonly { campaignId: string; siteId: string; reviewer: { id: string; name: string; why: string } | null }[]): Promise<void> {
  const rows = items.map(({ reviewer, ...item }) => ({ ...item, reviewerId: reviewer?.id ?? null, reviewerName: reviewer?.name ?? null, why: reviewer?.why ?? null }));
  await tx.$executeRaw`
    UPDATE campaign_item i SET reviewer_id = r."reviewerId", reviewer_name = r."reviewerName", why = r.why
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r ("campaignId" uuid, "siteId" uuid, "reviewerId" uuid, "reviewerName" text, why text)
     WHERE i.campaign_id = r."campaignId" AND i.site_id = r."siteId" AND i.state = 'waiting'`;
}

export type ItemSettlement = {
  siteId: string;
  state: Exclude<CampaignItemState, 'waiting'>;
  effect: CampaignEffect;
  effectNote: string | null;
  verdicts: ReadonlyMap<string, CampaignVerdict>;
  /** Who answered, and what they added; null for silence. */
  answer: { id: string | null; name: string; at: Date; note: string | null } | null;
};

/** Settles Sites of an access review for good: the database keeps what was settled from being changed. */
export async function settleItems(tx: Tx, campaignId: string, settlements: readonly ItemSettlement[]): Promise<void> {
  const verdicts = settlements.flatMap((each) => [...each.verdicts].map(([id, verdict]) => ({ id, verdict })));
  if (verdicts.length > 0) {
    await tx.$executeRaw`
      UPDATE campaign_entry e SET verdict = v.verdict
        FROM jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) AS v (id uuid, verdict "CampaignVerdict")
       WHERE e.id = v.id AND e.campaign_id = ${campaignId}::uuid`;
  }
  const rows = settlements.map(({ siteId, state, effect, effectNote, answer }) => ({
    siteId, state, effect, effectNote, note: answer?.note ?? null, by: answer?.id ?? null, byName: answer?.name ?? null, at: answer?.at ?? null,
  }));
  await tx.$executeRaw`
    UPDATE campaign_item i
       SET state = s.state, effect = s.effect, effect_note = s."effectNote", note = s.note, answered_by_id = s.by, answered_by_name = s."byName", answered_at = s.at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS s ("siteId" uuid, state "CampaignItemState", effect text, "effectNote" text, note text, by uuid, "byName" text, at timestamptz)
     WHERE i.campaign_id = ${campaignId}::uuid AND i.site_id = s."siteId"`;
}
