import { http } from '@/lib/gate/http';
import { archivePolicy } from '@/lib/openapi/operations/policies';

export const POST = http(archivePolicy);
