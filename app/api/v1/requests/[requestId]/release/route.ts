import { http } from '@/lib/gate/http';
import { releaseRequest } from '@/lib/openapi/operations/requests';

export const POST = http(releaseRequest);
