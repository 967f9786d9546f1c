import { http } from '@/lib/gate/http';
import { checkPolicy } from '@/lib/openapi/operations/policies';

export const POST = http(checkPolicy);
