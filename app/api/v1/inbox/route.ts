import { http } from '@/lib/gate/http';
import { listInbox } from '@/lib/openapi/operations/notifications';

export const GET = http(listInbox);
