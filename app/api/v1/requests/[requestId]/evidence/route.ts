import { http } from '@/lib/gate/http';
import { addEvidence } from '@/lib/openapi/operations/requests';

export const POST = http(addEvidence);
