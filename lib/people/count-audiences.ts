import type { Reader } from '@/lib/db/client';

/** How many active people can open each of some Sites, groups resolved and the owner counted, by the Site's id. */
export async function countAudiences(db: Reader, siteIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; count: number }[]>`
    WITH RECURSIVE reached (site_id, group_id) AS (
      SELECT ag.site_id, ag.group_id FROM site_audience_group ag WHERE ag.site_id = ANY (${[...siteIds]}::uuid[])
      UNION
      SELECT r.site_id, n.child_id FROM reached r JOIN group_nesting n ON n.parent_id = r.group_id
    ),
    let_in (site_id, person_id) AS (
      SELECT s.id, s.owner_id FROM site s WHERE s.id = ANY (${[...siteIds]}::uuid[])
      UNION SELECT ap.site_id, ap.person_id FROM site_audience_person ap WHERE ap.site_id = ANY (${[...siteIds]}::uuid[])
      UNION SELECT r.site_id, m.person_id FROM reached r JOIN group_member m ON m.group_id = r.group_id
    ),
    everybody (count) AS (SELECT count(*)::int FROM person WHERE deactivated_at IS NULL)
    SELECT s.id::text, CASE WHEN s.audience = 'workspace_all' THEN (SELECT count FROM everybody)
           ELSE (SELECT count(*)::int FROM let_in l JOIN person p ON p.id = l.person_id WHERE l.site_id = s.id AND p.deactivated_at IS NULL) END AS count
      FROM site s WHERE s.id = ANY (${[...siteIds]}::uuid[])`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}
