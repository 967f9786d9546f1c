import type { DomainEvent } from '@/lib/domain/events';
import { disableByPolicy } from '@/lib/domain/policy-disabling';
import type { ActivePolicy } from '@/lib/domain/policy';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import { isRefusal } from '@/lib/domain/refusal';
import type { SiteFacts } from '@/lib/domain/site';
import type { SitePatch } from '@/lib/domain/site-decisions';
import type { Reader, Tx } from '@/lib/db/client';
import type { Step, StepContext } from '@/lib/lifecycle/sweep-step';
import { lockSites } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { judgePolicies } from './judge-policies';
import { findFailures } from './find-failures';
import { readPolicyFacts } from './read-facts';
import { readActivePolicies } from './read-policies';
import { failuresIn, tellOfFailures, type PolicyFailure } from './report-failures';

/** How many Sites one transaction asks about, and disables, at most. */
const pageSize = 1_000;
const changesAtOnce = 300;

/**
 * Asks the policies of the sweep about the next Sites, and disables those that they disable. First of all it looks whether
 * every policy can still be judged, at whatever trigger: one that can't denies, and the admins hear of it. One that fails
 * on some Sites changes nothing of them, and the sweep goes on.
 */
export const sweepPolicies: Step = async (tx, context, cursor, size) => {
  const events = cursor === null ? await tellOfFailures(tx, (await readActivePolicies(tx)).flatMap(findFailures), context.now) : [];
  const policies = await readActivePolicies(tx, 'sweep');
  const page = policies.length === 0 ? [] : await nextOpenSites(tx, cursor, Math.min(size, pageSize));
  const said = await judgeSweep(tx, policies, page, context.now);
  events.push(...(await tellOfFailures(tx, said.failures, context.now)));
  const taken = page.slice(0, lengthTaken(page, said.disabled));
  const acted = await disable(tx, policies, taken.filter((id) => said.disabled.has(id)), context);
  const through = page.length < Math.min(size, pageSize) && taken.length === page.length ? null : (taken.at(-1) ?? null);
  return { cursor: through, did: acted.length === 0 ? {} : { disabled_policy: acted.length }, events: [...events, ...acted.flatMap((each) => each.events)] };
};

async function nextOpenSites(db: Reader, after: string | null, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT site_id::text AS id FROM site_index
     WHERE state IN ('draft', 'live') AND (${after}::uuid IS NULL OR site_id > ${after}::uuid) ORDER BY site_id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

type Judged = { disabled: Map<string, PolicyJudgement>; failures: PolicyFailure[] };

async function judgeSweep(db: Reader, policies: readonly ActivePolicy[], siteIds: readonly string[], now: Date): Promise<Judged> {
  const disabled: Judged['disabled'] = new Map();
  const failures = new Map<string, PolicyFailure>();
  if (siteIds.length === 0) return { disabled, failures: [] };
  const facts = await readPolicyFacts(db, siteIds, { now });
  for (const [id, each] of facts) {
    const judgement = judgePolicies(policies, each);
    if (judgement.disable.length > 0) disabled.set(id, judgement);
    for (const failure of failuresIn(judgement)) failures.set(failure.key, failure);
  }
  return { disabled, failures: [...failures.values()] };
}

/** So many of the page that no more than `changesAtOnce` of them are disabled. */
function lengthTaken(page: readonly string[], disabled: ReadonlyMap<string, unknown>): number {
  let changes = 0;
  const beyond = page.findIndex((id) => disabled.has(id) && (changes += 1) > changesAtOnce);
  return beyond < 0 ? page.length : beyond;
}

/** Asks once more, about the Sites as they are under their locks. */
async function disable(tx: Tx, policies: readonly ActivePolicy[], siteIds: readonly string[], { now, actor }: StepContext): Promise<{ events: DomainEvent[] }[]> {
  if (siteIds.length === 0) return [];
  const locked = await lockSites(tx, siteIds, actor);
  const { disabled } = await judgeSweep(tx, policies, siteIds, now);
  const done: { base: SiteFacts; patch: SitePatch; events: DomainEvent[] }[] = [];
  for (const [id, { site }] of locked) {
    const said = disabled.get(id);
    const outcome = said === undefined ? null : disableByPolicy(site, said.disable, now);
    if (outcome !== null && !isRefusal(outcome)) done.push({ base: site, ...outcome });
  }
  if (done.length > 0) await updateSites(tx, done, { now, actor });
  return done;
}
