import { z } from 'zod';
import { settle, settlementOutcomes, type SettledDemand } from '@/lib/domain/enforcement-settlement';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import { command } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { readSettings } from '@/lib/settings/get-settings';
import { enforcementInclude, toEnforcementView } from '../enforcement-row';
import { moveDemands } from '../write';

const mostAtOnce = 200;

/** A named person says of tasks that they are done, that they failed, or that they are to be done again. */
export const settleEnforcement = command({
  name: 'enforcement.settle',
  input: z.strictObject({
    items: z
      .array(z.strictObject({ id: z.uuid().transform((id) => id.toLowerCase()), revision: z.int().min(1) }))
      .min(1, 'Choose at least one task.')
      .max(mostAtOnce, `At most ${mostAtOnce} at once.`)
      .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, 'Each task once.'),
    outcome: z.enum(settlementOutcomes),
    note: prose(2000),
  }),
  load: async (tx, { items }) => {
    const demands = await lockDemands(tx, items.map(({ id }) => id));
    return demands.length < items.length ? null : { demands, settings: (await readSettings(tx)).settings };
  },
  may: (actor) => judge('enforcement.settle', roleStandings(actor)),
  decide: (loaded, { note, ...input }, { now }) => {
    const outcome = settle(loaded, { ...input, note }, now);
    return 'refused' in outcome ? outcome : { ...outcome, note };
  },
  save: async (tx, _loaded, { moves, note }, { actor, now }) => {
    // A confirmation is somebody's word, so that one knows whom to ask.
    if (actor.personId === null) throw new ProblemError('forbidden', 'A person confirms what was done on the platform. Sign in as one.');
    const settledById = actor.personId;
    await moveDemands(
      tx,
      moves.map(({ overdueAt, ...move }) =>
        overdueAt === null
          ? { ...move, settledAt: now, proof: move.state === 'confirmed' ? ('person' as const) : null, settledById, note }
          : { ...move, settledAt: null, proof: null, settledById: null, note, again: { requestedAt: now, overdueAt } },
      ),
    );
    const rows = await tx.enforcement.findMany({ where: { id: { in: moves.map(({ id }) => id) } }, include: enforcementInclude, orderBy: { id: 'asc' } });
    return { items: rows.map((row) => toEnforcementView(row, now)) };
  },
});

/** Locks the Sites, then their demands, each in the order of their ids, as everybody does. */
async function lockDemands(tx: Tx, ids: readonly string[]): Promise<SettledDemand[]> {
  await tx.$executeRaw`SELECT 1 FROM site WHERE id IN (SELECT site_id FROM enforcement WHERE id = ANY (${ids}::uuid[])) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`SELECT 1 FROM enforcement WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  return tx.enforcement.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, aspect: true, state: true, revision: true, site: { select: { id: true, slug: true, title: true } } },
    orderBy: { id: 'asc' },
  });
}
