import type { Classification, Sensitivity } from '@/lib/domain/classification';
import type { AudienceMode } from '@/lib/domain/audience';
import { recommendAccess, type Advice, type ReviewedAccess, type ReviewedSite } from '@/lib/domain/recommend-access';
import type { Settings } from '@/lib/domain/settings';
import type { Reader } from '@/lib/db/client';
import { readGroupSizes } from './read-group-sizes';

/** One line of an access review: who can open the Site, and what is advised. */
export type AccessEntry = Advice & { personId: string | null; groupId: string | null; name: string; email: string | null };
export type SiteAccess = { id: string; title: string; slug: string; entries: AccessEntry[] };

type SiteRow = {
  id: string;
  title: string;
  slug: string;
  audience: AudienceMode;
  classification: Classification;
  departmentId: string | null;
  departmentName: string | null;
  lastVisitedAt: Date | null;
  sensitivities: Sensitivity[];
};
type PersonRow = { siteId: string; id: string; name: string; email: string; isActive: boolean; departmentId: string | null; departmentName: string | null; alsoThrough: string[] };
type GroupRow = { siteId: string; id: string; name: string };

/**
 * Who can open each of some Sites besides its owner and the admins, with what is advised for each, in as many statements for
 * many Sites as for one. `askedOf` gives who is asked about a Site.
 */
export async function readAccess(db: Reader, siteIds: readonly string[], askedOf: (siteId: string) => string | null, settings: Settings, now: Date): Promise<SiteAccess[]> {
  const sites = await readSites(db, siteIds);
  const custom = sites.filter(({ audience }) => audience === 'custom').map(({ id }) => id);
  const people = await readPeople(db, custom);
  const groups = await readGroups(db, custom);
  const sizes = await readGroupSizes(db, [...new Set(groups.map(({ id }) => id))]);
  const everybody = sites.some(({ audience }) => audience === 'workspace_all') ? await db.person.count({ where: { deactivatedAt: null } }) : 0;
  const peopleOf = bySite(people);
  const groupsOf = bySite(groups);
  return sites.map((row): SiteAccess => {
    const site: ReviewedSite = { ...row, inactiveDays: settings.inactiveDays[row.classification] };
    const advise = (access: ReviewedAccess) => recommendAccess(access, site, now);
    const asked = askedOf(row.id);
    const workspace: AccessEntry[] =
      row.audience === 'workspace_all' ? [{ personId: null, groupId: null, name: 'The whole workspace', email: null, ...advise({ kind: 'workspace', members: everybody }) }] : [];
    return {
      id: row.id,
      title: row.title,
      slug: row.slug,
      entries: [
        ...workspace,
        ...(peopleOf.get(row.id) ?? []).map(({ id, name, email, ...person }) => ({ personId: id, groupId: null, name, email, ...advise({ kind: 'person', isAsked: id === asked, ...person }) })),
        ...(groupsOf.get(row.id) ?? []).map(({ id, name }) => ({ personId: null, groupId: id, name, email: null, ...advise({ kind: 'group', ...membersOf(sizes.get(id), row.departmentId) }) })),
      ],
    };
  });
}

function bySite<Row extends { siteId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const known = found.get(row.siteId);
    if (known === undefined) found.set(row.siteId, [row]);
    else known.push(row);
  }
  return found;
}

function membersOf(byDepartment: ReadonlyMap<string | null, number> = new Map(), departmentId: string | null): { members: number; ofDepartment: number } {
  const members = [...byDepartment.values()].reduce((sum, each) => sum + each, 0);
  return { members, ofDepartment: departmentId === null ? 0 : (byDepartment.get(departmentId) ?? 0) };
}

function readSites(db: Reader, siteIds: readonly string[]): Promise<SiteRow[]> {
  return db.$queryRaw<SiteRow[]>`
    SELECT s.id::text, s.title, s.slug, s.audience, s.classification, s.department_id::text AS "departmentId", d.name AS "departmentName", s.last_visited_at AS "lastVisitedAt",
           ARRAY(SELECT DISTINCT ds.sensitivity::text FROM site_data_source u JOIN data_source ds ON ds.id = u.source_id WHERE u.site_id = s.id) AS sensitivities
      FROM site s LEFT JOIN department d ON d.id = s.department_id
     WHERE s.id = ANY (${[...siteIds]}::uuid[]) ORDER BY s.id`;
}

/** The people whom audiences name, less the owner, who gets in anyway; and the groups that let them in as well. */
function readPeople(db: Reader, siteIds: readonly string[]): Promise<PersonRow[]> {
  return db.$queryRaw<PersonRow[]>`
    WITH RECURSIVE reached (site_id, root_id, group_id) AS (
      SELECT ag.site_id, ag.group_id, ag.group_id FROM site_audience_group ag WHERE ag.site_id = ANY (${[...siteIds]}::uuid[])
      UNION
      SELECT r.site_id, r.root_id, n.child_id FROM reached r JOIN group_nesting n ON n.parent_id = r.group_id
    ), named AS (
      SELECT ap.site_id, ap.person_id FROM site_audience_person ap JOIN site s ON s.id = ap.site_id
       WHERE ap.site_id = ANY (${[...siteIds]}::uuid[]) AND ap.person_id IS DISTINCT FROM s.owner_id
    ), through AS (
      SELECT n.site_id, n.person_id, array_agg(DISTINCT g.name) AS groups
        FROM named n JOIN group_member m ON m.person_id = n.person_id JOIN reached r ON r.site_id = n.site_id AND r.group_id = m.group_id
        JOIN people_group g ON g.id = r.root_id GROUP BY 1, 2
    )
    SELECT n.site_id::text AS "siteId", p.id::text, p.name, p.email, p.deactivated_at IS NULL AS "isActive", p.department_id::text AS "departmentId", d.name AS "departmentName",
           coalesce(t.groups, '{}') AS "alsoThrough"
      FROM named n JOIN person p ON p.id = n.person_id LEFT JOIN department d ON d.id = p.department_id
      LEFT JOIN through t ON t.site_id = n.site_id AND t.person_id = n.person_id`;
}

function readGroups(db: Reader, siteIds: readonly string[]): Promise<GroupRow[]> {
  return db.$queryRaw<GroupRow[]>`
    SELECT ag.site_id::text AS "siteId", g.id::text, g.name FROM site_audience_group ag JOIN people_group g ON g.id = ag.group_id
     WHERE ag.site_id = ANY (${[...siteIds]}::uuid[])`;
}
