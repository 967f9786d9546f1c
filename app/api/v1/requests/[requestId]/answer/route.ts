import { http } from '@/lib/gate/http';
import { answerReReview } from '@/lib/openapi/operations/requests';

export const POST = http(answerReReview);
