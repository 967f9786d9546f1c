import { http } from '@/lib/gate/http';
import { getBulkAction } from '@/lib/openapi/operations/bulk';

export const GET = http(getBulkAction);
