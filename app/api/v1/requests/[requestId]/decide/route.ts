import { http } from '@/lib/gate/http';
import { decideRequest } from '@/lib/openapi/operations/requests';

export const POST = http(decideRequest);
