import { http } from '@/lib/gate/http';
import { getAttachment } from '@/lib/openapi/operations/widening';

export const GET = http(getAttachment);
