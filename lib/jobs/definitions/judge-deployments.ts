import { judgeDeployments } from '@/lib/policies/judge-deployments';
import type { Job } from '../job';

/** Asks the policies about versions that the platform has deployed. */
export const judgeDeploymentsJob: Job<'judge-deployments'> = ({ deployments }, { db }) => judgeDeployments(db, deployments);
