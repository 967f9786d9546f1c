import { http } from '@/lib/gate/http';
import { claimRequest } from '@/lib/openapi/operations/requests';

export const POST = http(claimRequest);
