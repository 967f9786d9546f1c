import { http } from '@/lib/gate/http';
import { noteFallback } from '@/lib/openapi/operations/enforcement';

export const PUT = http(noteFallback);
