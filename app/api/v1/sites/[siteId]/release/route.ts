import { http } from '@/lib/gate/http';
import { releaseSite } from '@/lib/openapi/operations/departures';

export const POST = http(releaseSite);
