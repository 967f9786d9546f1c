import { http } from '@/lib/gate/http';
import { listJobs } from '@/lib/openapi/operations/jobs';

export const GET = http(listJobs);
