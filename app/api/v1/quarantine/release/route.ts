import { http } from '@/lib/gate/http';
import { releaseSites } from '@/lib/openapi/operations/departures';

export const POST = http(releaseSites);
