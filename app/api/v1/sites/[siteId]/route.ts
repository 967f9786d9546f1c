import { http } from '@/lib/gate/http';
import { getSite, updateSite } from '@/lib/openapi/operations/sites';

export const GET = http(getSite);
export const PATCH = http(updateSite);
