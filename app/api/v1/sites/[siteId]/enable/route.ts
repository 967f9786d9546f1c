import { http } from '@/lib/gate/http';
import { enableSite } from '@/lib/openapi/operations/sites';

export const POST = http(enableSite);
