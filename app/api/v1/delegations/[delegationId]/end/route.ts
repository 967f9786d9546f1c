import { http } from '@/lib/gate/http';
import { endDelegation } from '@/lib/openapi/operations/widening';

export const POST = http(endDelegation);
