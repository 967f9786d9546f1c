import { judgeOnBulk } from '@/lib/domain/bulk';
import { bulkRefusal, bulkSteps, type BulkFacts, type BulkStep } from '@/lib/domain/bulk-lifecycle';
import { bulkWords } from '@/lib/domain/bulk-words';
import type { Operation } from '@/lib/domain/permissions';
import type { Subject } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { notFound } from '@/lib/gate/command';
import { bulkInclude, changeOf, storedSelectionSchema, type BulkRow } from './bulk-row';
import type { BulkActionView } from './bulk-shape';
import { readNames } from './read-names';

/** Reads a bulk action that is known to be visible. */
export async function readBulk(db: Reader, bulkId: string, subject: Subject): Promise<BulkActionView> {
  const row = await db.bulkAction.findUnique({ where: { id: bulkId }, include: bulkInclude });
  const [view] = row === null ? [] : await toViews(db, [row], subject);
  if (view === undefined) throw notFound();
  return view;
}

export async function toViews(db: Reader, rows: readonly BulkRow[], subject: Subject): Promise<BulkActionView[]> {
  const names = await readNames(db, rows.map(changeOf));
  return rows.map((row) => {
    const { missing, problem } = storedSelectionSchema.parse(row.selection);
    const change = changeOf(row);
    const words = bulkWords(change, names);
    const { total, willChange, willStay, willRefuse, changed, unchanged, refused } = row;
    return {
      id: row.id,
      kind: row.kind,
      change: (row.undoOf ?? row).change as Record<string, unknown>,
      words: row.undoOf === null ? words : `Undo: ${words}`,
      reason: row.reason,
      state: row.state,
      actor: row.actor,
      counts: { total, willChange, willStay, willRefuse, changed, unchanged, refused },
      missing,
      problem: problem ?? null,
      createdAt: row.createdAt.toISOString(),
      plannedAt: iso(row.plannedAt),
      startedAt: iso(row.startedAt),
      finishedAt: iso(row.finishedAt),
      undoOf: row.undoOfId,
      undoneBy: row.undos[0]?.id ?? null,
      actions: actionsOf(row, subject),
      revision: row.revision,
    };
  });
}

export function factsOf(row: BulkRow): BulkFacts {
  const { kind, state, revision, willChange, changed } = row;
  return { kind, state, revision, willChange, changed, isUndone: row.undos.length > 0 };
}

const operationOfStep = { run: 'bulk.run', stop: 'bulk.stop', discard: 'bulk.run', undo: 'bulk.run' } as const satisfies Record<BulkStep, Operation>;

function actionsOf(row: BulkRow, subject: Subject): BulkActionView['actions'] {
  const entries = bulkSteps.map((step) => {
    const verdict = judgeOnBulk(operationOfStep[step], subject, row);
    const reason = verdict.allowed ? bulkRefusal(step, factsOf(row)) : verdict.reason;
    return [step, { allowed: reason === null, reason }] as const;
  });
  return Object.fromEntries(entries) as BulkActionView['actions'];
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
