import { http } from '@/lib/gate/http';
import { listGroups } from '@/lib/openapi/operations/workspace';

export const GET = http(listGroups);
