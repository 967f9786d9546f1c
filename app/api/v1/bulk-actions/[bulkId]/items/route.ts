import { http } from '@/lib/gate/http';
import { listBulkItems } from '@/lib/openapi/operations/bulk';

export const GET = http(listBulkItems);
