import { http } from '@/lib/gate/http';
import { noteRotation } from '@/lib/openapi/operations/sites';

export const PUT = http(noteRotation);
