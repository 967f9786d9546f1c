import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';

const { sql } = Prisma;

/**
 * What somebody may see of all Sites, as an SQL condition over `site_index i`. The brand keeps other fragments from
 * being taken for one. `personal` selects the ids of the Sites that somebody sees for a reason of their own; null when
 * they see everything. Besides them, everybody sees the live Sites that are open to the workspace.
 */
export type SiteVisibility = { readonly condition: Prisma.Sql; readonly everything: boolean; readonly personal: Prisma.Sql | null };

/** The groups that somebody is in, through nesting too. */
function groupsOf(personId: string): Prisma.Sql {
  return sql`
    WITH RECURSIVE mine (id) AS (
      SELECT group_id FROM group_member WHERE person_id = ${personId}::uuid
      UNION
      SELECT n.parent_id FROM group_nesting n JOIN mine ON n.child_id = mine.id
    )
    SELECT id FROM mine`;
}

/** The ids of Sites whose approved audience names somebody, alone or through a group. */
function namedFor(personId: string): Prisma.Sql {
  return sql`
    SELECT ap.site_id FROM site_audience_person ap WHERE ap.person_id = ${personId}::uuid
    UNION ALL
    SELECT ag.site_id FROM site_audience_group ag WHERE ag.group_id IN (${groupsOf(personId)})`;
}

/**
 * What somebody may see of all Sites. It says the same as `site.get` in the permission table: by role everything,
 * else one's own, those one succeeds in, those one can open, and those that a request ties one to.
 */
export function visibleSites(subject: Subject): SiteVisibility {
  if (subject.personId === null || judge('site.get', roleStandings(subject)).allowed) {
    return { condition: sql`TRUE`, everything: true, personal: null };
  }
  const me = subject.personId;
  const personal = sql`
    SELECT own.id AS site_id FROM site own WHERE own.owner_id = ${me}::uuid
    UNION ALL
    SELECT own.id FROM site own WHERE own.successor_id = ${me}::uuid
    UNION ALL
    SELECT named.site_id FROM (${namedFor(me)}) named JOIN site live ON live.id = named.site_id AND live.state = 'live'
    UNION ALL
    SELECT r.site_id FROM request r
     WHERE r.requester_id = ${me}::uuid OR (r.proposed_owner_id = ${me}::uuid AND r.state = 'pending')`;
  return {
    everything: false,
    personal,
    condition: sql`((i.state = 'live' AND i.audience = 'workspace_all') OR i.site_id IN (${personal}))`,
  };
}

/** Those of some Sites that are live and whose approved audience lets somebody in. */
export async function sitesOpenTo(db: Reader, siteIds: readonly string[], personId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id::text FROM site s
     WHERE s.id = ANY (${[...siteIds]}::uuid[]) AND s.state = 'live'
       AND (s.audience = 'workspace_all' OR s.id IN (${namedFor(personId)}))`;
  return new Set(rows.map(({ id }) => id));
}

/** Whether the approved audience of a Site that was open once names somebody or everybody, whatever has become of the Site since. */
export async function couldOpen(db: Reader, siteId: string, personId: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id::text FROM site s
     WHERE s.id = ${siteId}::uuid AND s.state IN ('disabled', 'retiring', 'retired') AND s.disabled_from IS DISTINCT FROM 'draft'
       AND NOT EXISTS (SELECT FROM retirement r WHERE r.site_id = s.id AND r.began_from = 'draft' AND r.state <> 'stopped')
       AND (s.audience = 'workspace_all' OR s.id IN (${namedFor(personId)}))`;
  return rows.length > 0;
}
