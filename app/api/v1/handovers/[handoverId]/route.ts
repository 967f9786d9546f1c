import { http } from '@/lib/gate/http';
import { getHandover } from '@/lib/openapi/operations/departures';

export const GET = http(getHandover);
