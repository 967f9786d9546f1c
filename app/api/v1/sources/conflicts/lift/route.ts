import { http } from '@/lib/gate/http';
import { liftSourceConflict } from '@/lib/openapi/operations/sources';

export const POST = http(liftSourceConflict);
