import { http } from '@/lib/gate/http';
import { nameSuccessor } from '@/lib/openapi/operations/sites';

export const PUT = http(nameSuccessor);
