import { z } from 'zod';
import { bulkChangeSchema, type BulkChange } from '@/lib/domain/bulk';
import type { Prisma } from '@/lib/db/generated/client';

/** Which Sites were chosen, as it is stored: by id, by a search, or (for an undo) by what another bulk action changed. */
export const storedSelectionSchema = z.object({
  /** Until the plan is made; then the items say it. */
  ids: z.array(z.uuid()).optional(),
  search: z.record(z.string(), z.string()).optional(),
  except: z.array(z.uuid()).default([]),
  /** Ids that were given and name no Site that the actor could see: they have no items, and count as refused. */
  missing: z.array(z.uuid()).default([]),
  /** Why there is no plan. */
  problem: z.string().optional(),
});
export type StoredSelection = z.output<typeof storedSelectionSchema>;

const person = { select: { id: true, name: true, email: true } } as const;

export const bulkInclude = {
  actor: person,
  undoOf: { select: { id: true, kind: true, change: true } },
  undos: { where: { state: { not: 'discarded' } }, select: { id: true }, take: 1 },
} as const satisfies Prisma.BulkActionInclude;

export type BulkRow = Prisma.BulkActionGetPayload<{ include: typeof bulkInclude }>;

/** The change that a bulk action makes, or that an undo takes back. */
export function changeOf(row: Pick<BulkRow, 'kind' | 'change' | 'undoOf'>): BulkChange {
  const { kind, change } = row.undoOf ?? row;
  return bulkChangeSchema.parse({ kind, change });
}

/** How far it is: Sites planned while it is planned, Sites done with afterwards. */
export function progressOf(row: Pick<BulkRow, 'id' | 'state' | 'total' | 'changed' | 'unchanged' | 'refused'>): { id: string; state: BulkRow['state']; done: number; total: number } {
  const { id, state, total, changed, unchanged, refused } = row;
  return { id, state, done: state === 'planning' ? total : changed + unchanged + refused, total };
}

