import { http } from '@/lib/gate/http';
import { listRequests } from '@/lib/openapi/operations/requests';

export const GET = http(listRequests);
