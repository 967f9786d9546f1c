import { http } from '@/lib/gate/http';
import { getCsvTemplate } from '@/lib/openapi/operations/imports';

export const GET = http(getCsvTemplate);
