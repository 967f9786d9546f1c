import { http } from '@/lib/gate/http';
import { listIncidents } from '@/lib/openapi/operations/incidents';

export const GET = http(listIncidents);
