import { http } from '@/lib/gate/http';
import { previewDeparture } from '@/lib/openapi/operations/departures';

export const GET = http(previewDeparture);
