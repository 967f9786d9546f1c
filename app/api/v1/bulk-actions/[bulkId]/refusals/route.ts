import { http } from '@/lib/gate/http';
import { listBulkRefusals } from '@/lib/openapi/operations/bulk';

export const GET = http(listBulkRefusals);
