import { http } from '@/lib/gate/http';
import { watchSiteChanges } from '@/lib/openapi/operations/live';

export const GET = http(watchSiteChanges);
