import { subDays } from 'date-fns';
import type { ActivePolicy } from '@/lib/domain/policy';
import type { Tx } from '@/lib/db/client';
import type { PolicySimulation, Prisma } from '@/lib/db/generated/client';

/** How long what came of a simulation is kept, in days. */
const keptDays = 30;

type NewSimulation = { id: string; personId: string; inForce: ActivePolicy[]; proposed: ActivePolicy[]; total: number; startedAt: Date };

/** The one writer of simulations. A new one takes away those that are long over. */
export async function insertSimulation(tx: Tx, simulation: NewSimulation): Promise<void> {
  await tx.policySimulation.deleteMany({ where: { startedAt: { lt: subDays(simulation.startedAt, keptDays) } } });
  await tx.policySimulation.create({ data: simulation });
}

/** Locks a simulation until the end of the transaction; null where there is none. */
export async function lockSimulation(tx: Tx, id: string): Promise<PolicySimulation | null> {
  await tx.$queryRaw`SELECT 1 FROM policy_simulation WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.policySimulation.findUnique({ where: { id } });
}

/** Moves a locked simulation on. */
export async function moveSimulation(tx: Tx, id: string, data: Prisma.PolicySimulationUncheckedUpdateInput): Promise<void> {
  await tx.policySimulation.update({ where: { id }, data });
}
