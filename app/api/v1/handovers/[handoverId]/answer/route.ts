import { http } from '@/lib/gate/http';
import { answerHandover } from '@/lib/openapi/operations/departures';

export const POST = http(answerHandover);
