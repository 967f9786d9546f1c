import { http } from '@/lib/gate/http';
import { importPolicies } from '@/lib/openapi/operations/policies';

export const POST = http(importPolicies);
