import { http } from '@/lib/gate/http';
import { retryMail } from '@/lib/openapi/operations/notifications';

export const POST = http(retryMail);
