import { http } from '@/lib/gate/http';
import { importCsv } from '@/lib/openapi/operations/imports';

export const POST = http(importCsv);
