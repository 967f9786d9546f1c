import { http } from '@/lib/gate/http';
import { getMail } from '@/lib/openapi/operations/notifications';

export const GET = http(getMail);
