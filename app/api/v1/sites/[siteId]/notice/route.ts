import { http } from '@/lib/gate/http';
import { getSiteNotice } from '@/lib/openapi/operations/retirements';

export const GET = http(getSiteNotice);
