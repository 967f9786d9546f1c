import { http } from '@/lib/gate/http';
import { getPolicy, changePolicy } from '@/lib/openapi/operations/policies';

export const GET = http(getPolicy);
export const PUT = http(changePolicy);
