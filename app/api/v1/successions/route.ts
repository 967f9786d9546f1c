import { http } from '@/lib/gate/http';
import { listSuccessions } from '@/lib/openapi/operations/departures';

export const GET = http(listSuccessions);
