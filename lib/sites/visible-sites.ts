import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';

/** An SQL condition over `site s`. The brand keeps other fragments from being taken for one. */
export type SiteVisibility = { readonly condition: Prisma.Sql; readonly everything: boolean };

/** The groups that somebody is in, through nesting too. */
function groupsOf(personId: string): Prisma.Sql {
  return Prisma.sql`
    WITH RECURSIVE mine (id) AS (
      SELECT group_id FROM group_member WHERE person_id = ${personId}::uuid
      UNION
      SELECT n.parent_id FROM group_nesting n JOIN mine ON n.child_id = mine.id
    )
    SELECT id FROM mine`;
}

/** Whether a live Site's approved audience lets somebody in, as a condition over `site s`. */
function opensTo(personId: string): Prisma.Sql {
  return Prisma.sql`(s.state = 'live' AND (
    s.audience = 'workspace_all'
    OR EXISTS (SELECT FROM site_audience_person ap WHERE ap.site_id = s.id AND ap.person_id = ${personId}::uuid)
    OR EXISTS (SELECT FROM site_audience_group ag WHERE ag.site_id = s.id AND ag.group_id IN (${groupsOf(personId)}))
  ))`;
}

/**
 * What somebody may see of all Sites. It says the same as `site.get` in the permission table: by role everything,
 * else one's own, those one succeeds in, those one can open, and those that a request ties one to.
 */
export function visibleSites(subject: Subject): SiteVisibility {
  if (subject.personId === null || judge('site.get', roleStandings(subject)).allowed) {
    return { condition: Prisma.sql`TRUE`, everything: true };
  }
  const me = subject.personId;
  return {
    everything: false,
    condition: Prisma.sql`(
      s.owner_id = ${me}::uuid OR s.successor_id = ${me}::uuid OR ${opensTo(me)}
      OR EXISTS (
        SELECT FROM request r WHERE r.site_id = s.id
          AND (r.requester_id = ${me}::uuid OR (r.proposed_owner_id = ${me}::uuid AND r.state = 'pending'))
      )
    )`,
  };
}

export async function inAudience(db: Reader, siteId: string, personId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM site s WHERE s.id = ${siteId}::uuid AND ${opensTo(personId)}`;
  return rows.length > 0;
}
