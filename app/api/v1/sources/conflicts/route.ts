import { http } from '@/lib/gate/http';
import { listSourceConflicts, setSourceConflict } from '@/lib/openapi/operations/sources';

export const GET = http(listSourceConflicts);
export const PUT = http(setSourceConflict);
