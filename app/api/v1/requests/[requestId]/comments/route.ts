import { http } from '@/lib/gate/http';
import { commentOnRequest } from '@/lib/openapi/operations/requests';

export const POST = http(commentOnRequest);
