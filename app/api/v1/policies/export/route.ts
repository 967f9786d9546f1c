import { http } from '@/lib/gate/http';
import { exportPolicies } from '@/lib/openapi/operations/policies';

export const GET = http(exportPolicies);
