import { http } from '@/lib/gate/http';
import { listDueSites } from '@/lib/openapi/operations/lifecycle';

export const GET = http(listDueSites);
