import { http } from '@/lib/gate/http';
import { settleExport } from '@/lib/openapi/operations/retirements';

export const PUT = http(settleExport);
