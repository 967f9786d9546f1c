import { http } from '@/lib/gate/http';
import { setLegalHold } from '@/lib/openapi/operations/sites';

export const PUT = http(setLegalHold);
