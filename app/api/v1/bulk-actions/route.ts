import { http } from '@/lib/gate/http';
import { createBulkAction, listBulkActions } from '@/lib/openapi/operations/bulk';

export const GET = http(listBulkActions);
export const POST = http(createBulkAction);
