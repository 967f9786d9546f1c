import { http } from '@/lib/gate/http';
import { listAuditEvents } from '@/lib/openapi/operations/audit';

export const GET = http(listAuditEvents);
