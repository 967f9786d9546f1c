import { http } from '@/lib/gate/http';
import { settleEnforcement } from '@/lib/openapi/operations/enforcement';

export const POST = http(settleEnforcement);
