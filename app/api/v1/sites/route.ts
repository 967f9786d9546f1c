import { http } from '@/lib/gate/http';
import { createSite, listSites } from '@/lib/openapi/operations/sites';

export const GET = http(listSites);
export const POST = http(createSite);
