import { z } from 'zod';
import { refuse } from '@/lib/domain/refusal';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { lockSimulation, moveSimulation } from '../write-simulation';
import { toSimulationView, withPerson } from '../simulation-shape';

/** Gives a simulation up; what it has found so far stays. */
export const stopSimulation = command({
  name: 'policy.simulate',
  input: z.strictObject({ simulationId: z.uuid() }),
  load: (tx, { simulationId }) => lockSimulation(tx, simulationId),
  may: (actor) => judge('policy.simulate', roleStandings(actor)),
  decide: (simulation) => (simulation.state === 'running' ? { events: [] } : refuse('conflict', 'This simulation has ended already.')),
  save: async (tx, { id }, _outcome, { now }) => {
    await moveSimulation(tx, id, { state: 'stopped', finishedAt: now });
    return toSimulationView(await tx.policySimulation.findUniqueOrThrow({ where: { id }, include: withPerson }));
  },
});
