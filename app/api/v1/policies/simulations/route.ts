import { http } from '@/lib/gate/http';
import { listPolicySimulations, startPolicySimulation } from '@/lib/openapi/operations/policies';

export const GET = http(listPolicySimulations);
export const POST = http(startPolicySimulation);
