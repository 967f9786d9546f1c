import { closeDatabase, openDatabase } from '../../lib/db/client';
import type { ActivePolicy } from '../../lib/domain/policy';
import type { PolicyFacts } from '../../lib/domain/policy-facts';
import { defaultPolicies } from '../../lib/policies/default-policies';
import { judgePolicies } from '../../lib/policies/judge-policies';
import { readPolicyFacts } from '../../lib/policies/read-facts';
import { atLeast, figure, information, milliseconds } from '../report/report-line';
import { inSession } from '../run/database-session';
import { median } from '../run/statistics';
import type { Measurement } from './measurement';

const SITES = 1_000;
const SECONDS = 2;

/** The policies that a workspace begins with, asked whether Sites of the data may be widened to everybody: one core, no database. */
export const policyEvaluations: Measurement = {
  key: 'policies',
  what: 'Policy evaluations',
  run: async ({ ownerUrl, rounds }) => {
    const { facts, readMs } = await readSome(ownerUrl);
    const policies = defaultPolicies.map((rule): ActivePolicy => ({ ...rule, id: rule.key, version: 1 }));
    const found: { perSecond: number; conditions: number }[] = [];
    // The first round only warms up.
    for (let round = -1; round < rounds; round += 1) found.push(judgeFor(SECONDS * 1_000, policies, facts));
    const perSecond = median(found.slice(1).map((each) => each.perSecond));
    return [
      atLeast(100_000, perSecond, {
        key: 'policies', what: `Policy evaluations, ${String(found[0]?.conditions ?? 0)} policies on each Site`, reach: 'at least 100,000 a second on one core',
        measured: `${figure(perSecond, 0)} a second`,
        details: found,
      }),
      information({ key: 'policies', what: `The facts of ${figure(SITES, 0)} Sites, as a sweep reads them`, measured: milliseconds(readMs) }),
    ];
  },
};

async function readSome(url: string): Promise<{ facts: PolicyFacts[]; readMs: number }> {
  const ids = await inSession(url, async (client) => (await client.query<{ id: string }>(`SELECT id::text FROM site ORDER BY md5(id::text) LIMIT ${SITES}`)).rows.map(({ id }) => id));
  const db = openDatabase(url, { role: '', poolSize: 1 });
  try {
    const begun = performance.now();
    const facts = await readPolicyFacts(db.prisma, ids, { now: new Date() });
    const readMs = performance.now() - begun;
    return { facts: [...facts.values()].map((each) => ({ ...each, change: { ...each.change, trigger: 'widen', to: 'workspace_all' } })), readMs };
  } finally {
    await closeDatabase(db);
  }
}

/** Judges the Sites over and over: a judgement converts the facts, asks every policy and puts the answers together. */
function judgeFor(spanMs: number, policies: readonly ActivePolicy[], facts: readonly PolicyFacts[]): { perSecond: number; conditions: number } {
  const begun = performance.now();
  let evaluations = 0;
  let conditions = 0;
  while (performance.now() - begun < spanMs) {
    for (const each of facts) {
      conditions = judgePolicies(policies, each).asked.length;
      evaluations += conditions;
    }
  }
  return { perSecond: (evaluations * 1_000) / (performance.now() - begun), conditions };
}
