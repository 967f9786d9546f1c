import type { SourceChange } from '@/lib/domain/source-changes';
import type { RecordChange } from '@/lib/domain/request';
import { Prisma } from '@/lib/db/generated/client';

const { sql, join } = Prisma;

/** Whether somebody has approved the audience, and it lets in more than the owner: as the triggers of `record_change` ask it. */
const isApproved = sql`s.audience <> 'admins_only' AND s.audience_approved_at IS NOT NULL AND s.state <> 'retired'`;

/** Sites under whose approval a data source changed, as a statement with `site_id` and `what`; null: under none. */
export function changedUnderSites(sourceId: string, changes: readonly SourceChange[]): Prisma.Sql | null {
  if (changes.length === 0) return null;
  const each = changes.map(({ what, uses }) => sql`
    SELECT u.site_id, ${what}::text AS what FROM site_data_source u JOIN site s ON s.id = u.site_id
     WHERE u.source_id = ${sourceId}::uuid AND u.mode::text = ANY (${[...uses]}::text[]) AND ${isApproved}`);
  return join(each, ' UNION ALL ');
}

/** The same of Sites in which two sources meet that must not from now on. */
export function metUnderSites(a: string, b: string): Prisma.Sql {
  return sql`
    SELECT x.site_id, ${'source_conflict' satisfies RecordChange}::text AS what
      FROM site_data_source x JOIN site_data_source y ON y.site_id = x.site_id AND y.source_id = ${b}::uuid JOIN site s ON s.id = x.site_id
     WHERE x.source_id = ${a}::uuid AND ${a}::uuid <> ${b}::uuid AND ${isApproved}`;
}
