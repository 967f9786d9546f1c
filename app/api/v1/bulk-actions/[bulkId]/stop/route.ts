import { http } from '@/lib/gate/http';
import { stopBulkAction } from '@/lib/openapi/operations/bulk';

export const POST = http(stopBulkAction);
