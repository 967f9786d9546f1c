import { z } from 'zod';
import { line } from '@/lib/domain/text';
import { viewLimits, type OwnViews, type ViewFacts } from '@/lib/domain/view';
import { canonicalQuery } from '@/lib/domain/view-query';
import type { Database, Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { requireScope } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { queryProblems } from './check-query';

export const viewName = line(viewLimits.name);

/** A list's address or its query part, brought to the one form that is kept. */
export const viewQuery = z
  .string()
  .max(viewLimits.query, `At most ${viewLimits.query.toLocaleString('en-US')} characters. Search for less text.`)
  .transform((text) => canonicalQuery(new URLSearchParams(text)))
  // Writing it can make it longer: every letter beyond the ASCII ones becomes several.
  .refine((text) => text.length <= viewLimits.query, `At most ${viewLimits.query.toLocaleString('en-US')} characters, as an address has them.`);

/** Locks a view until the end of the transaction. */
export async function lockView(tx: Tx, viewId: string): Promise<ViewFacts | null> {
  await tx.$queryRaw`SELECT 1 FROM saved_view WHERE id = ${viewId}::uuid FOR UPDATE`;
  return tx.savedView.findUnique({ where: { id: viewId } });
}

/** The names of somebody's views, without the one that is being changed. Their saves take turns, so that the count holds. */
export async function ownViews(tx: Tx, ownerId: string, except?: string): Promise<OwnViews> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`views ${ownerId}`}, 0))`;
  const rows = await tx.savedView.findMany({ where: { ownerId, ...(except === undefined ? {} : { id: { not: except } }) }, select: { name: true } });
  return { names: rows.map(({ name }) => name) };
}

/** Bookmarks are no change of the workspace, but a token that only reads writes nothing at all. */
export function requireWriting(actor: Actor): void {
  requireScope(actor, 'view.share');
}

/** @throws ProblemError 400 that names each filter, value, column or order which the list would refuse. */
export async function requireHolds(tx: Tx, query: string, actor: Actor): Promise<void> {
  const problems = await queryProblems(insideOf(tx), new URLSearchParams(query), actor);
  if (problems.length === 0) return;
  const named = problems.map(({ path, message }) => ({ path: `query.${path}`, message }));
  throw new ProblemError('invalid', named.map(({ path, message }) => `${path}: ${message}`).join(' '), named);
}

/** The list's look-up asks the pool. Inside a transaction the transaction answers, so that what it has written counts. */
function insideOf(tx: Tx): Database {
  const query = async ({ text, values }: { text: string; values: unknown[] }) => ({ rows: await tx.$queryRawUnsafe(text, ...values) });
  return { prisma: tx, pool: { query } } as unknown as Database;
}
