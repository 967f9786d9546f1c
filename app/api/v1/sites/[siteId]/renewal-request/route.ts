import { http } from '@/lib/gate/http';
import { requestRenewal } from '@/lib/openapi/operations/sites';

export const POST = http(requestRenewal);
