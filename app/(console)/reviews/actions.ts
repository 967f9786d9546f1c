'use server';

import { act } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import { reviewSite } from '@/lib/sites/commands/review-site';

/** Records reviews one after the other; each stands for itself, so that one refusal does not hold up the others. */
export async function reviewSites(sites: { siteId: string; revision: number }[], input: { note: string }): Promise<{ siteId: string; problem: Problem | null }[]> {
  const results: { siteId: string; problem: Problem | null }[] = [];
  for (const { siteId, revision } of sites.slice(0, 200)) {
    const result = await act(reviewSite, { siteId, revision, note: input.note });
    results.push({ siteId, problem: result.ok ? null : result.problem });
  }
  return results;
}
