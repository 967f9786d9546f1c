import { http } from '@/lib/gate/http';
import { acknowledgeIncident } from '@/lib/openapi/operations/incidents';

export const POST = http(acknowledgeIncident);
