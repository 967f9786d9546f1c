import type { Audience } from '@/lib/domain/audience';
import type { Narrowing } from '@/lib/domain/bulk-decisions';
import type { NamedAudience } from '@/lib/domain/request';
import type { SiteFacts } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import { nameAudience, resolveAudience } from '@/lib/people/resolve-audience';
import { audienceProblem } from '@/lib/sites/load-audience-change';

type Today = { id: string; reach: number; people: string[]; groups: string[] };

/** What one audience would mean for each of many Sites: `loadAudienceChange` with as many statements as for one. */
export async function loadNarrowings(db: Reader, proposed: Audience, sites: readonly SiteFacts[]): Promise<Map<string, Narrowing>> {
  const target = await resolveAudience(db, proposed, null);
  const found = await nameAudience(db, proposed, target);
  const today = new Map((await resolveToday(db, proposed, sites)).map((row) => [row.id, row]));
  return new Map(
    sites.map((site) => {
      const now = today.get(site.id);
      const owner = site.owner?.active === true ? site.owner.id : null;
      const before: NamedAudience = {
        mode: site.audience.mode,
        people: site.audience.people.map(({ id, name, email }) => ({ id, name, email })).sort(byNameThenId),
        groups: [...site.audience.groups].sort(byNameThenId),
        reach: site.audience.mode === 'workspace_all' ? null : (now?.reach ?? (owner === null ? 0 : 1)),
      };
      const reach = target.peopleNow.size + (owner !== null && !target.peopleNow.has(owner) ? 1 : 0);
      return [
        site.id,
        {
          resolved: { peopleNow: new Set(now?.people), groupsNow: new Set(now?.groups) },
          before,
          after: { ...found.named, reach },
          problem: audienceProblem(proposed, found, new Set(site.audience.people.map(({ id }) => id))),
        },
      ];
    }),
  );
}

/**
 * Whom `custom` audiences let in today: how many active people, and which of the proposed people and groups are among
 * them. More of it than that no comparison asks for.
 */
async function resolveToday(db: Reader, { people, groups }: Audience, sites: readonly SiteFacts[]): Promise<Today[]> {
  const custom = sites.filter(({ audience }) => audience.mode === 'custom').map(({ id }) => id);
  if (custom.length === 0) return [];
  return db.$queryRaw<Today[]>`
    WITH RECURSIVE reached (site_id, group_id) AS (
      SELECT ag.site_id, ag.group_id FROM site_audience_group ag WHERE ag.site_id = ANY (${custom}::uuid[])
      UNION
      SELECT r.site_id, n.child_id FROM reached r JOIN group_nesting n ON n.parent_id = r.group_id
    ), let_in (site_id, person_id) AS (
      SELECT ap.site_id, ap.person_id FROM site_audience_person ap WHERE ap.site_id = ANY (${custom}::uuid[])
      UNION
      SELECT r.site_id, m.person_id FROM reached r JOIN group_member m ON m.group_id = r.group_id
      UNION
      SELECT s.id, s.owner_id FROM site s WHERE s.id = ANY (${custom}::uuid[])
    ), people AS (
      SELECT l.site_id, count(*)::int AS reach, array_agg(p.id::text) FILTER (WHERE p.id = ANY (${people}::uuid[])) AS named
        FROM let_in l JOIN person p ON p.id = l.person_id WHERE p.deactivated_at IS NULL GROUP BY l.site_id
    ), groups AS (
      SELECT site_id, array_agg(group_id::text) AS named FROM reached WHERE group_id = ANY (${groups}::uuid[]) GROUP BY site_id
    )
    SELECT s.id::text, coalesce(p.reach, 0) AS reach, coalesce(p.named, '{}') AS people, coalesce(g.named, '{}') AS groups
      FROM site s LEFT JOIN people p ON p.site_id = s.id LEFT JOIN groups g ON g.site_id = s.id
     WHERE s.id = ANY (${custom}::uuid[])`;
}

/** The order in which `nameAudience` names them. */
function byNameThenId(a: { id: string; name: string }, b: { id: string; name: string }): number {
  return compare(a.name, b.name) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
