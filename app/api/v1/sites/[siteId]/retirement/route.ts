import { http } from '@/lib/gate/http';
import { beginRetirement, getRetirement } from '@/lib/openapi/operations/retirements';

export const GET = http(getRetirement);
export const POST = http(beginRetirement);
