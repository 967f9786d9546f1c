import { listSiteFacets as list, siteFacetsShape } from '@/lib/sites/list-facets';
import { reads } from '../operation';

export const listSiteFacets = reads(
  { id: 'listSiteFacets', method: 'GET', path: '/sites/facets', tag: 'Sites', summary: 'Count the Sites of a search by every value of every facet' },
  list,
  siteFacetsShape,
);
