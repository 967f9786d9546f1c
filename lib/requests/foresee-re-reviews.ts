import { z } from 'zod';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import { recordChanges } from '@/lib/domain/request';
import { reReviewAsked } from '@/lib/domain/re-review';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { judgePolicies } from '@/lib/policies/judge-policies';
import { readPolicyFacts } from '@/lib/policies/read-facts';
import { readActivePolicies } from '@/lib/policies/read-policies';

/** About so many Sites the policies are asked while somebody waits; of more, all are counted. */
const askedAtMost = 1_000;

/** What a change would open. `closes`: how many Sites are closed until somebody has decided; null where that is not known. */
export const reReviewForecastShape = z.object({ opens: z.int(), closes: z.int().nullable(), /** False: at most so many, there are too many Sites to ask about. */ isExact: z.boolean() });
export type ReReviewForecast = z.infer<typeof reReviewForecastShape>;

export const noReReviews: ReReviewForecast = { opens: 0, closes: 0, isExact: true };

/**
 * How many re-reviews changes would open that are not made yet. `changes` as `noteChanges` takes them; `asIf` makes the facts
 * of a Site those that it would have. Sites that are reviewed again already are counted among those that would be closed only.
 */
export async function foreseeReReviews(db: Reader, changes: Prisma.Sql, asIf: (facts: PolicyFacts) => PolicyFacts, now: Date): Promise<ReReviewForecast> {
  const policies = await readActivePolicies(db, 'change');
  if (policies.length === 0) return noReReviews;
  const sites = await db.$queryRaw<{ id: string; whats: string[]; isOpen: boolean }[]>`
    SELECT c.site_id::text AS id, array_agg(c.what) AS whats,
           EXISTS (SELECT FROM request r WHERE r.site_id = c.site_id AND r.kind = 're_review' AND r.state IN ('pending', 'changes_requested')) AS "isOpen"
      FROM (${changes}) c GROUP BY c.site_id ORDER BY c.site_id LIMIT ${askedAtMost + 1}`;
  if (sites.length > askedAtMost) {
    const [all] = await db.$queryRaw<{ count: number }[]>`SELECT count(DISTINCT c.site_id)::int AS count FROM (${changes}) c`;
    return { opens: all?.count ?? 0, closes: null, isExact: false };
  }
  const change = new Map(sites.map(({ id, whats }) => [id, { trigger: 'change' as const, changed: recordChanges.filter((what) => whats.includes(what)) }]));
  const facts = await readPolicyFacts(db, sites.map(({ id }) => id), { change, now });
  const forecast = { opens: 0, closes: 0, isExact: true };
  for (const { id, isOpen } of sites) {
    const each = facts.get(id);
    const asked = each === undefined ? null : reReviewAsked(judgePolicies(policies, asIf(each)));
    if (asked === null) continue;
    if (!isOpen) forecast.opens += 1;
    if (asked.narrowFirst) forecast.closes += 1;
  }
  return forecast;
}
