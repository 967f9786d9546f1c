import { http } from '@/lib/gate/http';
import { assignOwner } from '@/lib/openapi/operations/sites';

export const POST = http(assignOwner);
