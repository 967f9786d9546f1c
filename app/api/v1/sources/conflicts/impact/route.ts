import { http } from '@/lib/gate/http';
import { previewSourceConflict } from '@/lib/openapi/operations/sources';

export const GET = http(previewSourceConflict);
