import { http } from '@/lib/gate/http';
import { narrowSite } from '@/lib/openapi/operations/sites';

export const POST = http(narrowSite);
