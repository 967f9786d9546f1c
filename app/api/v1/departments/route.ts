import { http } from '@/lib/gate/http';
import { listDepartments } from '@/lib/openapi/operations/workspace';

export const GET = http(listDepartments);
