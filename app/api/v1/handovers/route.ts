import { http } from '@/lib/gate/http';
import { listHandovers } from '@/lib/openapi/operations/departures';

export const GET = http(listHandovers);
