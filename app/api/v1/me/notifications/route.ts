import { http } from '@/lib/gate/http';
import { getPreferences, setPreferences } from '@/lib/openapi/operations/notifications';

export const GET = http(getPreferences);
export const PUT = http(setPreferences);
