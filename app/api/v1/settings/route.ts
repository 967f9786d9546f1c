import { http } from '@/lib/gate/http';
import { changeSettings, getSettings } from '@/lib/openapi/operations/settings';

export const GET = http(getSettings);
export const PUT = http(changeSettings);
