import type { Audience } from '@/lib/domain/audience';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { sweepTerms } from '@/lib/terms/sweep-terms';
import type { World } from './world';

/** Asks as Olga and approves as Rita. */
export async function widen(world: World, siteId: string, audience: Partial<Audience> & Pick<Audience, 'mode'>, { until, at }: { until?: Date; at: Date }): Promise<string> {
  const asked = await world.run(requestWidening, { siteId, audience, reason: 'Needed.', ...(until !== undefined && { until: until.toISOString() }) }, 'olga', { now: at });
  await world.run(decideRequest, { requestId: asked.id, revision: asked.revision, decision: 'approve' }, 'rita', { now: at });
  return asked.id;
}

/** The phase of a sweep that terms, re-reviews and incidents belong to, as of an instant. */
export async function sweepAt(world: World, now: Date, settings: Settings = defaultSettings): Promise<Record<string, number>> {
  const actor = systemActor('Lifecycle', { via: 'job', correlationId: `sweep ${now.toISOString()}` });
  const counts: Record<string, number> = {};
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    cursor = await inTransaction(world.db, async (tx) => {
      const step = await sweepTerms(tx, { now, settings, actor }, cursor, 200);
      for (const [what, count] of Object.entries(step.did)) if (count > 0) counts[what] = (counts[what] ?? 0) + count;
      await record(tx, step.events, { actor, now });
      return step.cursor;
    });
  }
  return counts;
}

/** Who may open a Site: the mode, and the names that the audience names, sorted. */
export async function audienceOn(world: World, siteId: string): Promise<string> {
  const { audience, audiencePeople, audienceGroups } = await world.db.prisma.site.findUniqueOrThrow({
    where: { id: siteId },
    include: { audiencePeople: { include: { person: true } }, audienceGroups: { include: { group: true } } },
  });
  return [audience, ...audiencePeople.map(({ person }) => person.name).sort(), ...audienceGroups.map(({ group }) => group.name).sort()].join(' ');
}
