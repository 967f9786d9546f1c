import { http } from '@/lib/gate/http';
import { handOverRequest } from '@/lib/openapi/operations/requests';

export const POST = http(handOverRequest);
