import { http } from '@/lib/gate/http';
import { getDecisionRecord } from '@/lib/openapi/operations/decision-records';

export const GET = http(getDecisionRecord);
