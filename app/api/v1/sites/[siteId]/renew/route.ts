import { http } from '@/lib/gate/http';
import { renewSite } from '@/lib/openapi/operations/sites';

export const POST = http(renewSite);
