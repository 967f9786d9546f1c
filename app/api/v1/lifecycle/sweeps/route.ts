import { http } from '@/lib/gate/http';
import { listSweeps, startSweep } from '@/lib/openapi/operations/lifecycle';

export const GET = http(listSweeps);
export const POST = http(startSweep);
