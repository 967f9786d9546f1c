import { http } from '@/lib/gate/http';
import { discardWideningDraft, getWideningDraft, saveWideningDraft } from '@/lib/openapi/operations/widening';

export const GET = http(getWideningDraft);
export const PUT = http(saveWideningDraft);
export const DELETE = http(discardWideningDraft);
