import { http } from '@/lib/gate/http';
import { answerSuccession } from '@/lib/openapi/operations/departures';

export const POST = http(answerSuccession);
