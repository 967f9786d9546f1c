import { http } from '@/lib/gate/http';
import { addAttachment } from '@/lib/openapi/operations/widening';

export const POST = http(addAttachment);
