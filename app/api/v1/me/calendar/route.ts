import { http } from '@/lib/gate/http';
import { makeCalendar, revokeCalendar } from '@/lib/openapi/operations/notifications';

export const POST = http(makeCalendar);
export const DELETE = http(revokeCalendar);
