import { http } from '@/lib/gate/http';
import { transferSite } from '@/lib/openapi/operations/sites';

export const POST = http(transferSite);
