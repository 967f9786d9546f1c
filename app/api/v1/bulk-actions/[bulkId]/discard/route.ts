import { http } from '@/lib/gate/http';
import { discardBulkAction } from '@/lib/openapi/operations/bulk';

export const POST = http(discardBulkAction);
