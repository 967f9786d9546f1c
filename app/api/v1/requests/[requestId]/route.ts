import { http } from '@/lib/gate/http';
import { getRequest } from '@/lib/openapi/operations/requests';

export const GET = http(getRequest);
