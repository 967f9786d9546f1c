import { http } from '@/lib/gate/http';
import { disableSite } from '@/lib/openapi/operations/sites';

export const POST = http(disableSite);
