import { http } from '@/lib/gate/http';
import { listMail } from '@/lib/openapi/operations/notifications';

export const GET = http(listMail);
