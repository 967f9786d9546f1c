import { http } from '@/lib/gate/http';
import { createView, listViews } from '@/lib/openapi/operations/views';

export const GET = http(listViews);
export const POST = http(createView);
