import { http } from '@/lib/gate/http';
import { runBulkAction } from '@/lib/openapi/operations/bulk';

export const POST = http(runBulkAction);
