import { z } from 'zod';
import { canonicalQuery } from '@/lib/domain/view-query';
import { parseInput, ProblemError } from '@/lib/gate/problem';
import { siteSearchSchema, type SiteSearch } from '@/lib/sites/site-search';
import { isPageParameter } from '@/lib/views/page-parameters';

const input = z.object({ query: siteSearchSchema });

/** A search in the words of the list's URL: `audience=custom&department=Sales`. */
export const campaignQuerySchema = z.string().max(20_000, 'At most 20,000 characters.');

/**
 * What a query means, and how it is kept: its filters alone, since order, columns and page say nothing of which Sites.
 * @throws ProblemError 400 that names the filter that can't be read.
 */
export function readCampaignQuery(text: string): { query: string; search: SiteSearch } {
  const params = new URLSearchParams(canonicalQuery(new URLSearchParams(text)));
  for (const key of [...params.keys()]) if (key === 'sort' || isPageParameter(key)) params.delete(key);
  try {
    return { query: canonicalQuery(params), search: parseInput(input, { query: Object.fromEntries(params) }).query };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError(error.kind, error.message, error.errors.map(({ path, message }) => ({ path: path.replace(/^query\./, ''), message })));
  }
}
