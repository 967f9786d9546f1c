import { http } from '@/lib/gate/http';
import { importFeed } from '@/lib/openapi/operations/imports';

export const POST = http(importFeed);
