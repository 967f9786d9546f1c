import { http } from '@/lib/gate/http';
import { listEnforcements } from '@/lib/openapi/operations/enforcement';

export const GET = http(listEnforcements);
