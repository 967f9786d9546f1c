import { http } from '@/lib/gate/http';
import { deleteView, getView, updateView } from '@/lib/openapi/operations/views';

export const DELETE = http(deleteView);
export const GET = http(getView);
export const PATCH = http(updateView);
