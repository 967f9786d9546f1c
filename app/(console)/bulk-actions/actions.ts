'use server';

import { redirect } from 'next/navigation';
import { bulkHref } from '@/components/bulk/bulk-href';
import { discardBulkAction } from '@/lib/bulk/commands/discard-bulk-action';
import { runBulkAction } from '@/lib/bulk/commands/run-bulk-action';
import { stopBulkAction } from '@/lib/bulk/commands/stop-bulk-action';
import { undoBulkAction } from '@/lib/bulk/commands/undo-bulk-action';
import { act } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';

/** Steps that mean the same however far the bulk action has come since it was looked at. */
const steps = new Map([
  ['stop', stopBulkAction],
  ['discard', discardBulkAction],
]);

/** Takes the step that a form names. An undo is a bulk action of its own: its page shows first what it will do. */
export async function takeBulkStep(_before: Problem | null, form: FormData): Promise<Problem | null> {
  const bulkId = form.get('bulkId');
  const name = String(form.get('step'));
  const step = steps.get(name);
  if (name === 'run' || step !== undefined) {
    const result = step === undefined ? await act(runBulkAction, { bulkId, revision: Number(form.get('revision')) }) : await act(step, { bulkId });
    return result.ok ? null : result.problem;
  }
  const result = await act(undoBulkAction, { bulkId });
  if (!result.ok) return result.problem;
  redirect(bulkHref(result.answer.id));
}
