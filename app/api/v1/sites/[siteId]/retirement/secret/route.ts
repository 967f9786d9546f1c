import { http } from '@/lib/gate/http';
import { settleSecret } from '@/lib/openapi/operations/retirements';

export const PUT = http(settleSecret);
