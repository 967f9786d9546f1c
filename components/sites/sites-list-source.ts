import type { ReadRows } from '../table/row-page';
import type { SiteRow } from './sites-list-row';

type Answer = { items: SiteRow[]; next: string | null; previous: string | null };

/** Reads rows of one list, by its filters and sort, over the same REST operation that everybody has. */
export function sitesSource(query: string): ReadRows<SiteRow> {
  return async ({ limit, cursor, offset, ids }, signal) => {
    const params = new URLSearchParams(query);
    params.set('limit', String(limit));
    if (cursor !== undefined) params.set('cursor', cursor);
    if (offset !== undefined) params.set('offset', String(offset));
    if (ids !== undefined) params.set('id', ids.join());
    return readJson<Answer>(`/api/v1/sites?${params.toString()}`, signal);
  };
}

/** How many Sites match a filter. */
export async function countSites(filter: string): Promise<number> {
  const { total } = await readJson<{ total: number }>(`/api/v1/sites/facets?${filter}`);
  return total;
}

/** Asks the API. @throws Error with a sentence for people: the problem’s own, or that there was no answer. */
export async function readJson<Answer>(address: string, signal?: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(address, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Error('The server can’t be reached. Look at your connection, then try again.', { cause: error });
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as Answer;
  if (response.status === 401) throw new Error('You have been signed out. Load the page again to sign in.');
  throw new Error((body as { detail?: string } | null)?.detail ?? 'The server gave no answer that can be read. Try again in a moment.');
}
