import { http } from '@/lib/gate/http';
import { listRetirements } from '@/lib/openapi/operations/retirements';

export const GET = http(listRetirements);
