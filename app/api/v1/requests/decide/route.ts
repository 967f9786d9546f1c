import { http } from '@/lib/gate/http';
import { decideRequests } from '@/lib/openapi/operations/requests';

export const POST = http(decideRequests);
