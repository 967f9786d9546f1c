import { v7 as uuidv7 } from 'uuid';
import { repetitionAt, repetitionDue, type CampaignRepetition } from '@/lib/domain/campaign-repetition';
import type { DomainEvent } from '@/lib/domain/events';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import type { Campaign } from '@/lib/db/generated/client';
import { enqueue } from '@/lib/jobs/queue';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import { insertCampaign, lockCampaign } from './write';

/**
 * Begins the next access review of which the time has come, with the filter, the instructions and the meaning of silence of
 * the one that it repeats; that one is locked, and followed by one at most. Null: there is none to begin.
 */
export async function repeatCampaign(tx: Tx, now: Date): Promise<DomainEvent[] | null> {
  const found = await tx.campaign.findFirst({
    where: { repeatAt: { lte: now }, repeatEndedAt: null, next: null, OR: [{ state: 'closed' }, { state: 'cancelled', problem: { not: null } }] },
    orderBy: [{ repeatAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const former = found === null ? null : await lockCampaign(tx, found.id);
  if (former === null) return null;
  const due = repetitionDue(former, now);
  // Another worker was quicker, or somebody has ended the repetition meanwhile.
  if (due === null || (await tx.campaign.count({ where: { formerId: former.id } })) > 0) return [];
  const createdById = await starterOf(tx, former);
  if (createdById === null) return null;
  const { query, instructions, silence, repeatMonths } = former;
  const id = uuidv7();
  const repeatAt = repetitionAt(now, repeatMonths as CampaignRepetition);
  await insertCampaign(tx, { id, ...due, query, instructions, silence, state: 'starting', createdById, createdAt: now, repeatMonths, repeatAt, formerId: former.id });
  await enqueue(tx, 'advance-campaign', { campaignId: id }, { key: id });
  const data = { query, dueAt: due.dueAt.toISOString(), silence, repeatMonths, repeats: { id: former.id, name: former.name } };
  return [{ type: 'campaign.started', subject: { kind: 'campaign', id, name: due.name }, data }];
}

/** Whoever started the former one, as long as they still may; else an admin, who sees as much. Null: there is nobody. */
async function starterOf(tx: Tx, { createdById }: Campaign): Promise<string | null> {
  const { id, roles, deactivatedAt } = await tx.person.findUniqueOrThrow({ where: { id: createdById }, select: { id: true, roles: true, deactivatedAt: true } });
  const may = deactivatedAt === null && judge('campaign.start', roleStandings({ personId: id, roles })).allowed;
  return may ? id : ((await listAdminIds(tx))[0] ?? null);
}
