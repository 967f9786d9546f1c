import { http } from '@/lib/gate/http';
import { previewWidening } from '@/lib/openapi/operations/widening';

export const POST = http(previewWidening);
