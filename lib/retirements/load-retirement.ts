import type { RetirementPlan } from '@/lib/domain/retirement';
import type { Reader, Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { Actor } from '@/lib/gate/actor';
import { lockSite, type LoadedSite } from '@/lib/sites/load-site';

export const retirementInclude = {
  exports: { orderBy: { kind: 'asc' } },
  secrets: { orderBy: { key: 'asc' } },
  graduatedSite: { select: { id: true, slug: true, title: true } },
} as const satisfies Prisma.RetirementInclude;

export type RetirementRow = Prisma.RetirementGetPayload<{ include: typeof retirementInclude }>;

/** A plan as decisions need it, with the row that it stands in. */
export type LoadedPlan = RetirementPlan & Pick<RetirementRow, 'id' | 'revision' | 'beganAt'>;

export type LoadedRetirement = LoadedSite & { plan: LoadedPlan };

export function toPlan(row: RetirementRow): LoadedPlan {
  const { id, revision, beganAt, state, beganFrom, closesAt, deletesAt, closedAt, heldSince } = row;
  return {
    id, revision, beganAt, state, closesAt, deletesAt, closedAt, heldSince,
    beganFrom: beganFrom as RetirementPlan['beganFrom'],
    exports: row.exports.map(({ kind, name, state }) => ({ kind, name, state })),
    secrets: row.secrets.map(({ key, revokedAt }) => ({ key, isRevoked: revokedAt !== null })),
  };
}

/** The latest plan of each Site that has one; those that were stopped or are done come only where nothing is under way. */
export async function readPlans(db: Reader, siteIds: readonly string[]): Promise<Map<string, RetirementRow>> {
  const rows = await db.retirement.findMany({ where: { siteId: { in: [...siteIds] } }, include: retirementInclude, orderBy: [{ endedAt: { sort: 'asc', nulls: 'last' } }, { beganAt: 'asc' }] });
  return new Map(rows.map((row) => [row.siteId, row]));
}

/** Locks a Site and reads its latest plan; null where there is no Site. One that was never retired has a plan that is over. */
export async function lockRetirement(tx: Tx, siteId: string, actor: Actor): Promise<LoadedRetirement | null> {
  const loaded = await lockSite(tx, siteId, actor);
  if (loaded === null) return null;
  const row = (await readPlans(tx, [loaded.site.id])).get(loaded.site.id);
  return { ...loaded, plan: row === undefined ? noPlan : toPlan(row) };
}

/** Stands where a Site has no plan: its state refuses every step before the plan is looked at. */
const noPlan: LoadedPlan = {
  id: '', revision: 0, beganAt: new Date(0), state: 'stopped', beganFrom: 'draft',
  closesAt: new Date(0), deletesAt: new Date(0), closedAt: null, heldSince: null, exports: [], secrets: [],
};
