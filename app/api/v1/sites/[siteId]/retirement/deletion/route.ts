import { http } from '@/lib/gate/http';
import { confirmDeletion } from '@/lib/openapi/operations/retirements';

export const POST = http(confirmDeletion);
