import { http } from '@/lib/gate/http';
import { requestWidening } from '@/lib/openapi/operations/sites';

export const POST = http(requestWidening);
