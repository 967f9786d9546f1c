import { http } from '@/lib/gate/http';
import { previewSource } from '@/lib/openapi/operations/sources';

export const GET = http(previewSource);
