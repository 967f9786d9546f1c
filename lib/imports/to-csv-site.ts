import type { ExportedSite } from '@/lib/sites/export-sites';
import type { CsvSite } from './parse/csv-columns';

const date = (at: string | null): Date | null => (at === null ? null : new Date(at));

/** An exported Site in the columns of the CSV, so that importing the export changes nothing. */
export function toCsvSite(site: ExportedSite): CsvSite {
  return {
    id: site.id,
    ...(site.projectId === null ? {} : { projectId: site.projectId }),
    slug: site.slug,
    title: site.title,
    purpose: site.purpose,
    state: site.state,
    ownerEmail: site.owner?.email ?? null,
    successorEmail: site.successorEmail,
    department: site.department?.name ?? null,
    classification: site.classification,
    audience: site.audience,
    audiencePeople: site.audiencePeople,
    audienceGroups: site.audienceGroups,
    dataSources: site.dataSources.map(({ name, mode }) => ({ name, mode })),
    dataSourceNote: site.dataSourceNote,
    expiresAt: date(site.expiresAt),
    reviewDueAt: date(site.reviewDueAt),
    officialSince: date(site.officialSince),
    repository: site.repository,
    productionUrl: site.url,
  };
}
