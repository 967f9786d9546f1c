import type { PolicyRule } from '../../lib/domain/policy';
import { atMost, figure } from '../report/report-line';
import type { Bench } from '../run/bench';
import { callJson } from '../run/http-client';
import type { Measurement } from './measurement';

interface Simulation {
  id: string;
  state: string;
  done: number;
  total: number;
  message: string | null;
  tally: { sites: { widen?: { total: number; outcomes: Record<string, { proposed: number }> } } };
}

const PATIENCE_MS = 30 * 60_000;

const message = 'No.';
const conditions: [string, PolicyRule['effects'][number]][] = [
  ['sources.exists(s, s.isSensitive && s.writes)', { effect: 'require_evidence', kinds: ['secrets_scan', 'rollback_plan'] }],
  ['size(site.uses) > 0', { effect: 'forbid', message }],
  ['site.classification == "external_candidate" && change.to != "admins_only"', { effect: 'limit_audience', mode: 'custom', people: 20, message }],
  ['change.reach > 200', { effect: 'warn', message }],
  ['size(conflicts) > 0', { effect: 'forbid', message }],
  ['sources.exists(s, s.allowed in ["forbidden", "confirmation_required"])', { effect: 'forbid', message }],
  ['site.bindings.exists(b, !b.noteIsComplete)', { effect: 'warn', message }],
  ['site.oldestSecretDays > 180 || site.undeclaredKeys > 3', { effect: 'warn', message }],
  ['site.department in ["Legal", "Finance"] && site.audience == "workspace_all"', { effect: 'forbid', message }],
  ['site.unreviewedVersions > 3 && !site.isComplete', { effect: 'require_evidence', kinds: ['source_diff'] }],
];

/** Ten rules beside those that a workspace begins with; together they name all that is read of a Site. */
const rules = conditions.map(([condition, effect], at): PolicyRule => ({
  key: `bench-${at}`, name: `Bench ${at}`, description: null, isEnabled: true, triggers: ['widen'], condition, effects: [effect],
}));

/** Ten rules tried out over every Site against the policies in force, in the background as from the page. */
export const policySimulation: Measurement = {
  key: 'simulation',
  what: 'Simulation of ten policies',
  run: async (bench) => {
    const begin = performance.now();
    const ended = await simulate(bench);
    const seconds = (performance.now() - begin) / 1000;
    const { total, outcomes } = ended.tally.sites.widen ?? { total: 0, outcomes: {} };
    const said = Object.entries(outcomes).map(([what, { proposed }]) => `${figure(proposed, 0)} ${what}`).join(', ');
    return [
      atMost(60, seconds, {
        key: 'simulation', what: `Simulation of ten policies over ${figure(ended.done, 0)} Sites and requests`, reach: 'at most 60 s',
        measured: `${figure(seconds, 1)} s, ${figure((seconds * 100_000) / ended.done, 1)} s for each 100,000 (of ${figure(total, 0)} that are open to others: ${said})`,
        details: ended,
      }),
    ];
  },
};

async function simulate({ product }: Bench): Promise<Simulation> {
  const what = product.api('/policies/simulations');
  const { id } = await callJson<Simulation>({ ...what, method: 'POST', headers: { ...what.headers, 'content-type': 'application/json' }, body: JSON.stringify({ rules }) });
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const simulation = await callJson<Simulation>(product.api(`/policies/simulations/${id}`));
    if (simulation.state === 'done') return simulation;
    if (simulation.state !== 'running' || performance.now() > end) throw new Error(`the simulation is ${simulation.state}: ${simulation.message ?? `${simulation.done} of ${simulation.total}`}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
