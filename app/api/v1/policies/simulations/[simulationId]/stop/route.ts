import { http } from '@/lib/gate/http';
import { stopPolicySimulation } from '@/lib/openapi/operations/policies';

export const POST = http(stopPolicySimulation);
