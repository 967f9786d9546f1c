import { http } from '@/lib/gate/http';
import { getDecisionRecord } from '@/lib/openapi/operations/records';

export const GET = http(getDecisionRecord);
