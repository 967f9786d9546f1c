import { http } from '@/lib/gate/http';
import { askAttestation } from '@/lib/openapi/operations/sites';

export const POST = http(askAttestation);
