import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { toSimulationView, withPerson } from './simulation-shape';

/** How far a simulation is, and what it has found. */
export const getSimulation = query({
  name: 'policy.simulate',
  input: z.strictObject({ simulationId: z.uuid() }),
  may: (actor) => judge('policy.simulate', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { simulationId }) => {
    const row = await prisma.policySimulation.findUnique({ where: { id: simulationId }, include: withPerson });
    return row === null ? null : toSimulationView(row);
  },
});

/** The last simulations, whoever began them: what was tried is worth seeing before it is tried again. */
export const listSimulations = query({
  name: 'policy.simulate',
  input: z.strictObject({}),
  may: (actor) => judge('policy.simulate', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }) => {
    const rows = await prisma.policySimulation.findMany({ orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], take: 10, include: withPerson });
    return { items: rows.map(toSimulationView), next: null };
  },
});
