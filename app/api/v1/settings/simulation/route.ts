import { http } from '@/lib/gate/http';
import { simulateSettings } from '@/lib/openapi/operations/settings';

export const POST = http(simulateSettings);
