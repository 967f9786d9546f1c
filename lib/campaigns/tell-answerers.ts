import { campaignDigestKey, campaignSilenceMeanings } from '@/lib/domain/campaign';
import { longUtcDate, startOfUtcDay } from '@/lib/domain/utc-day';
import type { Tx } from '@/lib/db/client';
import { Prisma, type Campaign } from '@/lib/db/generated/client';
import { notify, type Notice } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';

/** People who are told in one transaction. */
const atOnce = 200;

/**
 * Tells those who have not answered for all of their Sites, at most so many at once, each once for an occasion: that they
 * are asked (`daysBefore` null), or again so many days before the date. Answers how many were told; nought: all have been.
 */
export async function tellAnswerers(tx: Tx, campaign: Campaign, daysBefore: number | null, now: Date): Promise<number> {
  const occasion = `campaign ${campaign.id} ${daysBefore === null ? 'asks' : `reminds ${daysBefore}`}`;
  const asked = await tx.$queryRaw<{ id: string; sites: number }[]>`
    SELECT i.reviewer_id::text AS id, count(*)::int AS sites FROM campaign_item i
     WHERE i.campaign_id = ${campaign.id}::uuid AND i.state = 'waiting' AND i.reviewer_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM notification n WHERE n.person_id = i.reviewer_id AND ${isTelling(campaign, occasion, daysBefore, now, false)})
     GROUP BY i.reviewer_id ORDER BY i.reviewer_id LIMIT ${atOnce}`;
  const notices = asked.map(({ id, sites }): Notice => ({ personId: id, kind: 'alert', occasion, ...letter(campaign, sites, daysBefore, false) }));
  const queue = notices.length > 0 ? [] : await queueNotices(tx, campaign, `${occasion} admins`, daysBefore, now);
  await notify(tx, [...notices, ...queue], now);
  return notices.length + queue.length;
}

/**
 * Whether a notification tells somebody of the occasion: its own message, or a digest that named the review. A digest of the
 * same day stands for a reminder, any since the start for the question itself.
 */
function isTelling({ id, createdAt }: Campaign, occasion: string, daysBefore: number | null, now: Date, isQueue: boolean): Prisma.Sql {
  const since = daysBefore === null ? createdAt : startOfUtcDay(now);
  return Prisma.sql`(n.occasion = ${occasion} OR n.kind = 'digest' AND n.created_at >= ${since} AND jsonb_exists(n.content->'told', ${campaignDigestKey(id, isQueue)}))`;
}

/** The admins answer where there is nobody else. */
async function queueNotices(tx: Tx, campaign: Campaign, occasion: string, daysBefore: number | null, now: Date): Promise<Notice[]> {
  const sites = await tx.campaignItem.count({ where: { campaignId: campaign.id, state: 'waiting', reviewerId: null } });
  if (sites === 0) return [];
  const admins = await listAdminIds(tx);
  const told = await tx.$queryRaw<{ personId: string }[]>`
    SELECT DISTINCT n.person_id::text AS "personId" FROM notification n WHERE n.person_id = ANY (${admins}::uuid[]) AND ${isTelling(campaign, occasion, daysBefore, now, true)}`;
  const known = new Set(told.map(({ personId }) => personId));
  return admins.filter((id) => !known.has(id)).map((personId) => ({ personId, kind: 'alert', occasion, ...letter(campaign, sites, daysBefore, true) }));
}

function letter({ id, name, instructions, dueAt, silence }: Campaign, sites: number, daysBefore: number | null, isQueue: boolean): Pick<Notice, 'title' | 'message'> {
  const count = `${sites.toLocaleString('en-US')} ${sites === 1 ? 'Site' : 'Sites'}`;
  const waits = `${count} ${sites === 1 ? 'waits' : 'wait'}`;
  return {
    title: daysBefore === null ? `Access review “${name}”: ${waits} for ${isQueue ? 'an admin' : 'your answer'}` : `Reminder: ${waits} in the access review “${name}”`,
    message: {
      lines: [
        ...(isQueue ? [`Nobody answers for ${count}: no active owner, no successor who agreed, no manager.`] : []),
        `Say before ${longUtcDate(dueAt)} who may still open ${sites === 1 ? 'it' : 'them'}.`,
        campaignSilenceMeanings[silence],
        ...(instructions === null || daysBefore !== null ? [] : [instructions]),
      ],
      action: { label: 'Answer', href: `/campaigns/${id}?who=${isQueue ? 'admins' : 'me'}` },
    },
  };
}
