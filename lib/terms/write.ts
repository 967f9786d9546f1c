import { v7 as uuidv7 } from 'uuid';
import type { AudienceTermState } from '@/lib/domain/audience-term';
import type { NamedAudience } from '@/lib/domain/request';
import type { Tx } from '@/lib/db/client';

type NewTerm = { siteId: string; requestId: string; startsAt: Date; endsAt: Date; fallback: NamedAudience };

/** The one place that writes terms. The Site that they are of is locked. */
export async function insertTerm(tx: Tx, term: NewTerm): Promise<void> {
  await tx.audienceTerm.create({ data: { ...term, id: uuidv7() } });
}

/** Moves terms into another state. One that takes an active one's place is made active after that one has gone. */
export async function moveTerms(tx: Tx, ids: readonly string[], state: AudienceTermState, now: Date): Promise<void> {
  if (ids.length === 0) return;
  const endedAt = state === 'ended' || state === 'superseded' ? now : null;
  await tx.audienceTerm.updateMany({ where: { id: { in: [...ids] } }, data: { state, endedAt } });
}

/** Notes at which distance, in days, people have been told that terms end. */
export async function noteTold(tx: Tx, told: readonly { id: string; days: number }[]): Promise<void> {
  if (told.length === 0) return;
  await tx.$executeRaw`
    UPDATE audience_term t SET told_days = n.days
      FROM unnest(${told.map(({ id }) => id)}::uuid[], ${told.map(({ days }) => days)}::int[]) AS n (id, days) WHERE t.id = n.id`;
}
