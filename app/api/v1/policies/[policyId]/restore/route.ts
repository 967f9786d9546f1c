import { http } from '@/lib/gate/http';
import { restorePolicy } from '@/lib/openapi/operations/policies';

export const POST = http(restorePolicy);
