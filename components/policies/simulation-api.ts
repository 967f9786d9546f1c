import type { Problem } from '@/lib/gate/problem';
import type { SimulationView } from '@/lib/policies/simulation-shape';

type Sent = { ok: true; simulation: SimulationView } | { ok: false; problem: Problem };

const root = '/api/v1/policies/simulations';
const unreachable: Problem = { type: '', title: 'The server can’t be reached', status: 503, detail: 'Nothing was changed. Look at your connection, then try again.' };

/** Begins a simulation, or stops one. Over the API: a server action would draw the form anew. */
export async function sendSimulation(path: '' | `/${string}`, body: object): Promise<Sent> {
  try {
    const response = await fetch(`${root}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    return response.ok ? { ok: true, simulation: answer as SimulationView } : { ok: false, problem: answer as Problem };
  } catch {
    return { ok: false, problem: unreachable };
  }
}

/** How soon it is asked first and at last, in ms. */
const pace = { first: 300, last: 1_500 };

/** Tells how a simulation goes on, until it ends. A server that doesn’t answer just now is asked again. */
export async function watchSimulation(id: string, signal: AbortSignal, tell: (simulation: SimulationView) => void): Promise<void> {
  for (let pause = pace.first; !signal.aborted; pause = Math.min(pause * 1.3, pace.last)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const simulation = signal.aborted ? null : await readSimulation(id, signal);
    if (signal.aborted) return;
    if (simulation !== null) tell(simulation);
    if (simulation !== null && simulation.state !== 'running') return;
  }
}

async function readSimulation(id: string, signal: AbortSignal): Promise<SimulationView | null> {
  try {
    const response = await fetch(`${root}/${id}`, { signal });
    return response.ok ? ((await response.json()) as SimulationView) : null;
  } catch {
    return null;
  }
}
