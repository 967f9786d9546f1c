import { http } from '@/lib/gate/http';
import { getTask } from '@/lib/openapi/operations/tasks';

export const GET = http(getTask);
