import { http } from '@/lib/gate/http';
import { reviewSite } from '@/lib/openapi/operations/sites';

export const POST = http(reviewSite);
