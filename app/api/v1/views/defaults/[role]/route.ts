import { http } from '@/lib/gate/http';
import { setDefaultView } from '@/lib/openapi/operations/views';

export const PUT = http(setDefaultView);
