import { http } from '@/lib/gate/http';
import { listDelegations, setDelegation } from '@/lib/openapi/operations/widening';

export const GET = http(listDelegations);
export const POST = http(setDelegation);
