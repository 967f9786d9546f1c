import type { PolicyFacts } from '@/lib/domain/policy-facts';
import type { Reader } from '@/lib/db/client';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import type { Counting, MeasuredChange } from '@/lib/people/measure-audience';
import type { PolicyChange } from './read-facts';

type Reach = Pick<PolicyFacts['change'], 'reach' | 'gains' | 'groups'> & Pick<PolicyFacts['people'], 'gainingDepartments'>;

/**
 * Who could open each of some Sites after a change, in numbers: groups resolved, the owner counted, those who left not.
 * Admins always get in, so they never gain. Set-based: as many statements for a thousand Sites as for one. `measured`: what the
 * one widening means, where that is counted already.
 */
export async function readReaches(db: Reader, changes: ReadonlyMap<string, PolicyChange>, measured: Counting): Promise<Map<string, Reach>> {
  const widenings = [...changes].flatMap(([id, change]) => (change.trigger === 'widen' ? [{ id, ...change.audience }] : []));
  const others = [...changes].flatMap(([id, { trigger }]) => (trigger === 'widen' ? [] : [id]));
  const [one] = widenings;
  const counted = one === undefined ? null : await measured;
  const after: [string, Reach][] = one !== undefined && counted !== null ? [[one.id, await reachOf(db, counted, one.groups)]] : await reachesAfter(db, widenings);
  return new Map([...(await reachesToday(db, others)), ...after]);
}

async function reachesToday(db: Reader, siteIds: readonly string[]): Promise<[string, Reach][]> {
  if (siteIds.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string; reach: number; groups: string[] }[]>`
    WITH RECURSIVE reached (site_id, group_id) AS (
      SELECT ag.site_id, ag.group_id FROM site_audience_group ag WHERE ag.site_id = ANY (${[...siteIds]}::uuid[])
      UNION
      SELECT r.site_id, n.child_id FROM reached r JOIN group_nesting n ON n.parent_id = r.group_id
    ),
    named (site_id, person_id) AS (
      SELECT s.id, s.owner_id FROM site s WHERE s.id = ANY (${[...siteIds]}::uuid[])
      UNION SELECT ap.site_id, ap.person_id FROM site_audience_person ap WHERE ap.site_id = ANY (${[...siteIds]}::uuid[])
      UNION SELECT r.site_id, m.person_id FROM reached r JOIN group_member m ON m.group_id = r.group_id
    ),
    counted (site_id, reach) AS (
      SELECT n.site_id, count(*)::int FROM named n JOIN person p ON p.id = n.person_id WHERE p.deactivated_at IS NULL GROUP BY n.site_id
    ),
    everybody (count) AS (SELECT count(*)::int FROM person WHERE deactivated_at IS NULL)
    SELECT s.id::text, CASE WHEN s.audience = 'workspace_all' THEN (SELECT count FROM everybody) ELSE coalesce(c.reach, 0) END AS reach,
           ARRAY(SELECT g.name FROM site_audience_group ag JOIN people_group g ON g.id = ag.group_id WHERE ag.site_id = s.id ORDER BY g.name) AS groups
      FROM site s LEFT JOIN counted c ON c.site_id = s.id WHERE s.id = ANY (${[...siteIds]}::uuid[])`;
  return rows.map(({ id, ...reach }) => [id, { ...reach, gains: 0, gainingDepartments: [] }]);
}

/** What was counted already, with the groups by name. */
async function reachOf(db: Reader, { reachAfter, gains, departments }: MeasuredChange, groupIds: readonly string[]): Promise<Reach> {
  const groups = groupIds.length === 0 ? [] : await db.group.findMany({ where: { id: { in: [...groupIds] } }, select: { name: true }, orderBy: { name: 'asc' } });
  return {
    reach: reachAfter,
    gains,
    groups: groups.map(({ name }) => name),
    gainingDepartments: departments.flatMap(({ id, name }) => (id === null ? [] : [name])).sort(),
  };
}

type Proposal = { id: string; mode: string; people: string[]; groups: string[] };

/** Each is counted in one walk over people and memberships (the function `measure_audiences`), however large the workspace is. */
async function reachesAfter(db: Reader, proposals: readonly Proposal[]): Promise<[string, Reach][]> {
  if (proposals.length === 0) return [];
  const admins = await listAdminIds(db);
  const rows = await db.$queryRaw<(Reach & { id: string })[]>`
    WITH proposal AS MATERIALIZED (
      SELECT s.id, s.audience = 'workspace_all' AS before_all, x->>'mode' = 'workspace_all' AS after_all,
             array_remove(ARRAY[s.owner_id], NULL) AS owner,
             ARRAY(SELECT ap.person_id FROM site_audience_person ap WHERE ap.site_id = s.id) AS before_people,
             ARRAY(SELECT ag.group_id FROM site_audience_group ag WHERE ag.site_id = s.id) AS before_groups,
             CASE WHEN x->>'mode' = 'custom' THEN ARRAY(SELECT e::uuid FROM jsonb_array_elements_text(x->'people') e) ELSE '{}' END AS after_people,
             CASE WHEN x->>'mode' = 'custom' THEN ARRAY(SELECT e::uuid FROM jsonb_array_elements_text(x->'groups') e) ELSE '{}' END AS after_groups
        FROM jsonb_array_elements(${JSON.stringify(proposals)}::jsonb) x JOIN site s ON s.id = (x->>'id')::uuid
    )
    SELECT p.id::text, coalesce(sum(m.reach_after), 0)::int AS reach, coalesce(sum(m.gains), 0)::int AS gains,
           coalesce(array_agg(d.name ORDER BY d.name) FILTER (WHERE m.gains > 0 AND d.name IS NOT NULL), '{}') AS "gainingDepartments",
           ARRAY(SELECT g.name FROM people_group g WHERE g.id = ANY (p.after_groups) ORDER BY g.name) AS groups
      FROM proposal p
      LEFT JOIN LATERAL measure_audiences(p.before_all, p.before_people || p.owner, nested_groups(p.before_groups),
                                          p.after_all, p.after_people || p.owner, nested_groups(p.after_groups), ${admins}::uuid[]) m ON true
      LEFT JOIN department d ON d.id = m.department_id
     GROUP BY p.id, p.after_groups`;
  return rows.map(({ id, ...reach }) => [id, reach]);
}
