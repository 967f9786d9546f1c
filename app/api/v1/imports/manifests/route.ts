import { http } from '@/lib/gate/http';
import { importManifests } from '@/lib/openapi/operations/imports';

export const POST = http(importManifests);
