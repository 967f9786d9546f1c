import { http } from '@/lib/gate/http';
import { listSourceMatrix } from '@/lib/openapi/operations/sources';

export const GET = http(listSourceMatrix);
