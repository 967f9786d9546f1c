import { http } from '@/lib/gate/http';
import { listReviews } from '@/lib/openapi/operations/reviews';

export const GET = http(listReviews);
