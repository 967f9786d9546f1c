import { http } from '@/lib/gate/http';
import { listPeople } from '@/lib/openapi/operations/workspace';

export const GET = http(listPeople);
