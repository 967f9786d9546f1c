import { http } from '@/lib/gate/http';
import { exportSites } from '@/lib/openapi/operations/imports';

export const GET = http(exportSites);
