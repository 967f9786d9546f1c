import { http } from '@/lib/gate/http';
import { keepSite } from '@/lib/openapi/operations/sites';

export const POST = http(keepSite);
