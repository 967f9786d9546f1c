import { http } from '@/lib/gate/http';
import { dismissJob } from '@/lib/openapi/operations/jobs';

export const POST = http(dismissJob);
