import { http } from '@/lib/gate/http';
import { getMe } from '@/lib/openapi/operations/workspace';

export const GET = http(getMe);
