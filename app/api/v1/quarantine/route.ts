import { http } from '@/lib/gate/http';
import { listQuarantine } from '@/lib/openapi/operations/departures';

export const GET = http(listQuarantine);
