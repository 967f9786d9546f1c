import { http } from '@/lib/gate/http';
import { withdrawRequest } from '@/lib/openapi/operations/requests';

export const POST = http(withdrawRequest);
