import type { CampaignItemState } from '@/lib/domain/campaign';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { CampaignSummary } from './campaign-shape';

export const campaignInclude = { createdBy: { select: { id: true, name: true, email: true } } } as const satisfies Prisma.CampaignInclude;
export type CampaignRow = Prisma.CampaignGetPayload<{ include: typeof campaignInclude }>;

type Counted = { campaignId: string; state: CampaignItemState; isMine: boolean; sites: number };

/** Access reviews with how far they are, and how much of it waits for whoever reads. */
export async function toCampaignSummaries(db: Reader, rows: readonly CampaignRow[], personId: string | null): Promise<CampaignSummary[]> {
  const counted = await db.$queryRaw<Counted[]>`
    SELECT campaign_id::text AS "campaignId", state, coalesce(reviewer_id = ${personId}::uuid, false) AS "isMine", count(*)::int AS sites
      FROM campaign_item WHERE campaign_id = ANY (${rows.map(({ id }) => id)}::uuid[]) GROUP BY 1, 2, 3`;
  return rows.map(({ id, name, state, silence, dueAt, createdBy, createdAt, closedAt }) => {
    const own = counted.filter(({ campaignId }) => campaignId === id);
    const sum = (which: (each: Counted) => boolean): number => own.filter(which).reduce((total, { sites }) => total + sites, 0);
    return {
      id,
      name,
      state,
      silence,
      dueAt: dueAt.toISOString(),
      createdBy,
      createdAt: createdAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      counts: {
        sites: sum(() => true),
        waiting: sum((each) => each.state === 'waiting'),
        answered: sum((each) => each.state === 'answered'),
        silent: sum((each) => each.state === 'silent'),
        gone: sum((each) => each.state === 'gone'),
      },
      mine: { sites: sum(({ isMine }) => isMine), waiting: sum((each) => each.isMine && each.state === 'waiting') },
    };
  });
}
