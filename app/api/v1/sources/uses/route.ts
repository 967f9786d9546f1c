import { http } from '@/lib/gate/http';
import { listSourceUses } from '@/lib/openapi/operations/sources';

export const GET = http(listSourceUses);
