import { http } from '@/lib/gate/http';
import { markInboxRead } from '@/lib/openapi/operations/notifications';

export const POST = http(markInboxRead);
