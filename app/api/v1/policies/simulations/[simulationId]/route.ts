import { http } from '@/lib/gate/http';
import { getPolicySimulation } from '@/lib/openapi/operations/policies';

export const GET = http(getPolicySimulation);
