import { http } from '@/lib/gate/http';
import { listTasks } from '@/lib/openapi/operations/tasks';

export const GET = http(listTasks);
