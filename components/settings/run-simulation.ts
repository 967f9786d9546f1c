import type { Settings } from '@/lib/domain/settings';
import { simulatedActions, type SimulatedAction } from '@/lib/domain/simulation';
import type { Problem } from '@/lib/gate/problem';
import type { SimulationPart } from '@/lib/lifecycle/simulate-settings';

type Outcome = Omit<SimulationPart['outcomes'][number], 'action'>;

/** What all parts so far come to. */
export type Simulation = { isDone: boolean; isQuiet: boolean; lookedAt: number; openSites: number; outcomes: Record<SimulatedAction, Outcome> };

/** Sites of one action that are named on the page. */
const namedAtMost = 200;

const unreachable: Problem = { type: '', title: 'The server can’t be reached', status: 503, detail: 'Nothing was changed. Look at your connection, then try again.' };

/** Asks part after part, and tells after each what they come to. Over the API: it can be given up in the middle. */
export async function runSimulation(settings: Settings, signal: AbortSignal, tell: (simulation: Simulation) => void): Promise<Problem | null> {
  let sum: Simulation = { isDone: false, isQuiet: false, lookedAt: 0, openSites: 0, outcomes: noOutcomes() };
  let from: Pick<SimulationPart, 'at' | 'next'> | null = null;
  while (!sum.isDone) {
    const answer: SimulationPart | Problem = await ask({ settings, ...(from === null ? {} : { at: from.at, after: from.next }) }, signal);
    if (signal.aborted) return null;
    if ('status' in answer) return answer;
    sum = add(sum, answer);
    from = answer;
    tell(sum);
  }
  return null;
}

async function ask(body: object, signal: AbortSignal): Promise<SimulationPart | Problem> {
  try {
    const response = await fetch('/api/v1/settings/simulation', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal });
    return (await response.json()) as SimulationPart | Problem;
  } catch {
    return unreachable;
  }
}

function add(sum: Simulation, part: SimulationPart): Simulation {
  const outcomes = { ...sum.outcomes };
  for (const { action, inForce, proposed, first } of part.outcomes) {
    const before = outcomes[action];
    outcomes[action] = { inForce: before.inForce + inForce, proposed: before.proposed + proposed, first: [...before.first, ...first].slice(0, namedAtMost) };
  }
  return { isDone: part.next === null, isQuiet: part.isQuiet, lookedAt: sum.lookedAt + part.lookedAt, openSites: part.openSites ?? sum.openSites, outcomes };
}

function noOutcomes(): Record<SimulatedAction, Outcome> {
  return Object.fromEntries(simulatedActions.map((action) => [action, { inForce: 0, proposed: 0, first: [] }])) as unknown as Record<SimulatedAction, Outcome>;
}
