import { z } from 'zod';
import { campaignEffects, campaignRefusal } from '@/lib/domain/campaign';
import { endRepetitionRefusal } from '@/lib/domain/campaign-repetition';
import type { Refusal } from '@/lib/domain/refusal';
import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import type { CampaignDetail } from './campaign-shape';
import { campaignInclude, toCampaignSummaries, type CampaignRow } from './read-campaigns';
import { visibleCampaigns } from './visible-campaigns';

const named = { id: true, name: true } as const;

/** One access review: what it asks, how far it is, what came of it. */
export const getCampaign = query({
  name: 'campaign.get',
  input: z.strictObject({ campaignId: z.uuid() }),
  // Whether this one may be seen hangs on who is asked in it; anybody signed in may ask.
  may: (actor) => judge('campaign.list', roleStandings(actor)),
  visible: visibleCampaigns,
  load: async ({ prisma }, { campaignId }, visible, { actor }): Promise<CampaignDetail | null> => {
    const row = await prisma.campaign.findFirst({ where: { AND: [{ id: campaignId }, visible.campaigns] }, include: campaignInclude });
    return row === null ? null : toCampaignDetail(prisma, row, actor);
  },
});

/** An access review as whoever changed it sees it then. */
export async function readCampaign(db: Reader, campaignId: string, actor: Subject): Promise<CampaignDetail> {
  return toCampaignDetail(db, await db.campaign.findUniqueOrThrow({ where: { id: campaignId }, include: campaignInclude }), actor);
}

async function toCampaignDetail(db: Reader, row: CampaignRow, actor: Subject): Promise<CampaignDetail> {
  const [summary] = await toCampaignSummaries(db, [row], actor.personId);
  if (summary === undefined) throw new TypeError('an access review has a summary');
  const verdicts = await db.$queryRaw<{ verdict: 'certify' | 'revoke' | null; entries: number }[]>`
    SELECT verdict, count(*)::int AS entries FROM campaign_entry WHERE campaign_id = ${row.id}::uuid GROUP BY 1`;
  const effects = await db.campaignItem.groupBy({ by: ['effect'], where: { campaignId: row.id, state: { in: ['answered', 'silent'] } }, _count: true });
  const next = await db.campaign.findUnique({ where: { formerId: row.id }, select: named });
  const entriesOf = (verdict: string | null): number => verdicts.find((each) => each.verdict === verdict)?.entries ?? 0;
  return {
    ...summary,
    instructions: row.instructions,
    query: row.query,
    leftOut: row.leftOut,
    unasked: await db.campaignItem.count({ where: { campaignId: row.id, state: 'waiting', reviewerId: null } }),
    problem: row.problem,
    endedBy: row.endedBy,
    endReason: row.endReason,
    entries: { total: verdicts.reduce((sum, { entries }) => sum + entries, 0), certified: entriesOf('certify'), revoked: entriesOf('revoke') },
    effects: Object.fromEntries(campaignEffects.map((effect) => [effect, effects.find((each) => each.effect === effect)?._count ?? 0])) as CampaignDetail['effects'],
    repeats: repeatsOf(row),
    former: row.formerId === null ? null : await db.campaign.findUnique({ where: { id: row.formerId }, select: named }),
    next,
    actions: { close: stepOf(campaignRefusal(row, 'close'), actor), cancel: stepOf(campaignRefusal(row, 'cancel'), actor), evidence: allowedTo(judge('campaign.get_evidence', roleStandings(actor))), endRepetition: stepOf(endRepetitionRefusal(row, next), actor) },
  };
}

/** Null where it isn't repeated: it never was, or it was given up. */
function repeatsOf({ state, problem, repeatMonths, repeatAt, repeatEndedAt, repeatEndedBy, repeatEndReason }: CampaignRow): CampaignDetail['repeats'] {
  if (repeatMonths === null || repeatAt === null || (state === 'cancelled' && problem === null)) return null;
  return { months: repeatMonths, nextAt: repeatAt.toISOString(), endedAt: repeatEndedAt?.toISOString() ?? null, endedBy: repeatEndedBy, endReason: repeatEndReason };
}

function stepOf(refusal: Refusal | null, actor: Subject): CampaignDetail['actions']['close'] {
  const verdict = judge('campaign.start', roleStandings(actor));
  return verdict.allowed ? { allowed: refusal === null, reason: refusal?.reason ?? null } : allowedTo(verdict);
}

function allowedTo(verdict: ReturnType<typeof judge>): CampaignDetail['actions']['close'] {
  return verdict.allowed ? { allowed: true, reason: null } : { allowed: false, reason: verdict.reason };
}
