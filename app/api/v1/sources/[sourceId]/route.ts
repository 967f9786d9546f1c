import { http } from '@/lib/gate/http';
import { getSource, updateSource } from '@/lib/openapi/operations/sources';

export const GET = http(getSource);
export const PATCH = http(updateSource);
