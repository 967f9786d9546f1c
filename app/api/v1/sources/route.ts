import { http } from '@/lib/gate/http';
import { listSources } from '@/lib/openapi/operations/workspace';

export const GET = http(listSources);
