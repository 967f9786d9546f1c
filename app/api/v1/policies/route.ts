import { http } from '@/lib/gate/http';
import { listPolicies, createPolicy } from '@/lib/openapi/operations/policies';

export const GET = http(listPolicies);
export const POST = http(createPolicy);
