import { http } from '@/lib/gate/http';
import { stopRetirement } from '@/lib/openapi/operations/retirements';

export const POST = http(stopRetirement);
