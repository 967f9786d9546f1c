import { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import { handoverAnswers, type AnsweredSite } from '@/lib/domain/handover';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { savePlans } from '@/lib/retirements/save-plans';
import type { LoadedSite } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import type { LoadedHandover } from './load-handover';
import { addToHandovers, answerItems, settleHandover } from './write';

type Judged = { siteId: string; loaded: LoadedSite; outcome: AnsweredSite };
export type HandoverOutcome = { judged: Judged[]; refused: { siteId: string; problem: string }[]; events: DomainEvent[] };

export const handoverAnswerShape = z.object({
  results: z.array(z.object({ siteId: z.uuid(), answer: z.enum(handoverAnswers), problem: z.string().nullable() })),
  /** Sites that still wait for a decision. */
  waiting: z.int(),
  /** Where an answer about all Sites goes on, as `after`; null when it is through. */
  next: z.uuid().nullable(),
});

/** Writes what was decided on Sites of a handover: the Sites, their retirements, what comes to others, and who is told. */
export async function saveAnswers(tx: Tx, handover: LoadedHandover, { judged, refused }: HandoverOutcome, { actor, now }: Context): Promise<z.infer<typeof handoverAnswerShape>> {
  const moving = judged.filter(({ outcome }) => Object.keys(outcome.patch).length > 0);
  if (moving.length > 0) await updateSites(tx, moving.map(({ loaded, outcome }) => ({ base: loaded.site, patch: outcome.patch })), { now, actor });
  const beginnings = judged.flatMap(({ loaded: { site }, outcome: { retirement } }) => (retirement === null ? [] : [{ site, retirement }]));
  await savePlans(tx, beginnings, { actor, now });
  for (const answer of ['kept', 'retiring', 'reassigned'] as const) {
    await answerItems(tx, handover.id, answer, judged.filter(({ outcome }) => outcome.answer === answer).map(({ siteId }) => siteId), now);
  }
  await passOn(tx, handover, judged, actor.name, now);
  const waiting = await settleHandover(tx, handover, now);
  return {
    results: [...judged.map(({ siteId, outcome }) => ({ siteId, answer: outcome.answer, problem: null })), ...refused.map(({ siteId, problem }) => ({ siteId, answer: handover.answers.get(siteId) ?? ('waiting' as const), problem }))],
    waiting,
    next: handover.next,
  };
}

/** Who is given Sites here decides on them in turn, and is told once for each handover they come from. */
async function passOn(tx: Tx, handover: LoadedHandover, judged: readonly Judged[], by: string, now: Date): Promise<void> {
  const since = handover.from.deactivatedAt ?? handover.madeAt;
  const receivers = [...new Set(judged.flatMap(({ outcome }) => outcome.to?.id ?? []))].sort();
  const arrivals = receivers.map((toId) => ({
    fromId: handover.from.id,
    toId,
    since,
    items: judged.filter(({ outcome }) => outcome.to?.id === toId).map(({ siteId }) => ({ siteId, why: 'passed_on', answer: 'waiting' }) as const),
  }));
  const ids = await addToHandovers(tx, arrivals, now);
  await notify(
    tx,
    ids.map((id, at) => ({
      personId: receivers[at] ?? '',
      kind: 'handover',
      occasion: `handover ${id} from ${handover.id}`,
      title: `${by} gave you Sites of ${handover.from.name}`,
      message: {
        lines: [`${handover.from.name} left, and ${handover.receiverName} took over. You own the Sites that were passed on to you now.`, 'Keep them, retire them, or give them to somebody else. Until you decide nothing changes: they are yours, and expire as all Sites do.'],
        action: { label: 'Decide', href: `/handovers/${id}` },
      },
    })),
    now,
  );
}
