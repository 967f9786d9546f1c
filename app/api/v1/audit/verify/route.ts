import { http } from '@/lib/gate/http';
import { verifyAudit } from '@/lib/openapi/operations/audit';

export const GET = http(verifyAudit);
