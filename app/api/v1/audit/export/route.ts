import { http } from '@/lib/gate/http';
import { exportAudit } from '@/lib/openapi/operations/audit';

export const GET = http(exportAudit);
