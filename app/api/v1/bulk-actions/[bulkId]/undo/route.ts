import { http } from '@/lib/gate/http';
import { undoBulkAction } from '@/lib/openapi/operations/bulk';

export const POST = http(undoBulkAction);
