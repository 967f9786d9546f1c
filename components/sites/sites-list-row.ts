import type { SiteSummary } from '@/lib/sites/site-shape';
import type { RowPage } from '../table/row-page';

/** What the list's columns show of a Site: of people, departments and sources, no more than is written. */
type ListedSite = Omit<SiteSummary, 'owner' | 'department' | 'dataSources'> & {
  owner: Pick<NonNullable<SiteSummary['owner']>, 'name' | 'active'> | null;
  department: Pick<NonNullable<SiteSummary['department']>, 'name'> | null;
  dataSources: Pick<SiteSummary['dataSources'][number], 'name' | 'sensitivity'>[];
};
export type SiteField = keyof ListedSite;

/** A row of the list, with the fields that its columns need. Rows that were asked for later have them all. */
export type SiteRow = Pick<ListedSite, 'id' | 'slug' | 'title'> & Partial<ListedSite>;
export type WithFields<Field extends SiteField> = Pick<ListedSite, Field>;

/** A page on its way from the server to the script. The rows are JSON: the names of the fields, then each row's values. */
export interface PackedPage extends Omit<RowPage<SiteRow>, 'items'> {
  rows: string;
}

/**
 * Cuts Sites down to the fields that are shown: the document carries each row twice, as HTML and for the script. One
 * text costs next to nothing to write and read, where React looks at each value of an object, on either side.
 */
export function packPage({ items, next, previous }: RowPage<SiteSummary>, shown: ReadonlySet<SiteField>): PackedPage {
  const fields = [...new Set<SiteField>(['id', 'slug', 'title', ...shown])];
  return { rows: JSON.stringify([fields, ...items.map((site) => fields.map((field) => valueOf(site, field)))]), next, previous };
}

export function unpackPage({ rows, next, previous }: PackedPage): RowPage<SiteRow> {
  const [fields = [], ...values] = JSON.parse(rows) as [SiteField[], ...unknown[][]];
  return { items: values.map((row) => Object.fromEntries(fields.map((field, at) => [field, row[at]])) as unknown as SiteRow), next, previous };
}

function valueOf(site: SiteSummary, field: SiteField): ListedSite[SiteField] {
  switch (field) {
    case 'owner':
      return site.owner && { name: site.owner.name, active: site.owner.active };
    case 'department':
      return site.department && { name: site.department.name };
    case 'dataSources':
      return site.dataSources.map(({ name, sensitivity }) => ({ name, sensitivity }));
    default:
      return site[field];
  }
}

export function hasFields<Field extends SiteField>(row: SiteRow, fields: readonly Field[]): row is SiteRow & WithFields<Field> {
  return fields.every((field) => row[field] !== undefined);
}
