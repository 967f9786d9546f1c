import { http } from '@/lib/gate/http';
import { decideSweep } from '@/lib/openapi/operations/lifecycle';

export const POST = http(decideSweep);
