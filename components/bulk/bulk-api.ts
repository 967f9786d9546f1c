import type { BulkActionView, BulkRefusals } from '@/lib/bulk/bulk-shape';
import type { Problem } from '@/lib/gate/problem';
import type { FormProblem } from '../form/form-error';
import { readableProblem } from '../sites/readable-problem';
import { readJson } from '../sites/sites-list-source';
import { isMoving } from './bulk-progress';

type Sent = { ok: true; bulk: BulkActionView } | { ok: false; problem: FormProblem };

const root = '/api/v1/bulk-actions';

/**
 * Makes a bulk action, or takes a step of one. Over the API: a server action would read the list anew, and with it might
 * go the very rows that the dialog was opened over.
 */
export async function sendBulk(path: '' | `/${string}`, body: object): Promise<Sent> {
  let response: Response;
  try {
    response = await fetch(`${root}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  } catch {
    return { ok: false, problem: { title: 'The server can’t be reached', detail: 'Look at your connection, then try again: a step that arrived is not taken twice.' } };
  }
  if (response.status === 401) return { ok: false, problem: { title: 'You have been signed out', detail: 'Load the page again to sign in.' } };
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return { ok: true, bulk: answer as BulkActionView };
  if (answer === null) return { ok: false, problem: { title: 'The server gave no answer that can be read', detail: 'Try again in a moment.' } };
  return { ok: false, problem: readableProblem(answer as Problem) };
}

/** Why Sites of a bulk action were refused, or will be. */
export async function readRefusals(bulkId: string, signal: AbortSignal): Promise<BulkRefusals['items']> {
  return (await readJson<BulkRefusals>(`${root}/${bulkId}/refusals`, signal)).items;
}

/** How soon it is asked first and at last, in ms: most plans are ready at once, some take minutes. */
const pace = { first: 200, last: 1_000 };

/** Tells how a bulk action goes on, until it stands still. Null: the server doesn’t answer just now; it is asked again. */
export async function watchBulk(bulkId: string, signal: AbortSignal, tell: (bulk: BulkActionView | null) => void): Promise<void> {
  for (let pause = pace.first; !signal.aborted; pause = Math.min(pause * 1.5, pace.last)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal.aborted) return;
    const bulk = await readJson<BulkActionView>(`${root}/${bulkId}`, signal).catch(() => null);
    if (signal.aborted) return;
    tell(bulk);
    if (bulk !== null && !isMoving(bulk)) return;
  }
}
