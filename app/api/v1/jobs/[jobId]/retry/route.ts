import { http } from '@/lib/gate/http';
import { retryJob } from '@/lib/openapi/operations/jobs';

export const POST = http(retryJob);
