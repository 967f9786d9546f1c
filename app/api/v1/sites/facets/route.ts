import { http } from '@/lib/gate/http';
import { listSiteFacets } from '@/lib/openapi/operations/facets';

export const GET = http(listSiteFacets);
