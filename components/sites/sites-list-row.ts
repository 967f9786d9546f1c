import type { SiteSummary } from '@/lib/sites/site-shape';

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

/** Cuts a Site down to the fields that are shown: the document carries each row twice, as HTML and for the script. */
export function toSiteRow(site: SiteSummary, fields: ReadonlySet<SiteField>): SiteRow {
  const { owner, department, dataSources, ...plain } = site;
  const listed: ListedSite = {
    ...plain,
    owner: owner && { name: owner.name, active: owner.active },
    department: department && { name: department.name },
    dataSources: dataSources.map(({ name, sensitivity }) => ({ name, sensitivity })),
  };
  const row: SiteRow = { id: site.id, slug: site.slug, title: site.title };
  return Object.assign(row, Object.fromEntries(Object.entries(listed).filter(([field]) => fields.has(field as SiteField))));
}

export function hasFields<Field extends SiteField>(row: SiteRow, fields: readonly Field[]): row is SiteRow & WithFields<Field> {
  return fields.every((field) => row[field] !== undefined);
}
