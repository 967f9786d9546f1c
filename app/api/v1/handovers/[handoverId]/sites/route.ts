import { http } from '@/lib/gate/http';
import { listHandoverItems } from '@/lib/openapi/operations/departures';

export const GET = http(listHandoverItems);
