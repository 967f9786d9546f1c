import { runSimulation } from '@/lib/policies/run-simulation';
import type { Job } from '../job';

/** Goes on with trying out policies. */
export const simulatePoliciesJob: Job<'simulate-policies'> = ({ simulationId }, { db, signal }) => runSimulation(db, simulationId, { signal });
