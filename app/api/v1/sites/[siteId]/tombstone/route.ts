import { http } from '@/lib/gate/http';
import { getTombstone } from '@/lib/openapi/operations/retirements';

export const GET = http(getTombstone);
