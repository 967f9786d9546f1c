import { http } from '@/lib/gate/http';
import { createSource, listSources } from '@/lib/openapi/operations/sources';

export const GET = http(listSources);
export const POST = http(createSource);
