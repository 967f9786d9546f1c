import type { PolicyFacts } from '@/lib/domain/policy-facts';
import type { Reader } from '@/lib/db/client';
import type { PolicyChange } from './read-facts';

type Reach = Pick<PolicyFacts['change'], 'reach' | 'gains' | 'groups'> & Pick<PolicyFacts['people'], 'gainingDepartments'>;

/**
 * Who could open each of some Sites after a change, in numbers: groups resolved, the owner counted, those who left not.
 * Admins always get in, so they never gain. Set-based: as many statements for a thousand Sites as for one.
 */
export async function readReaches(db: Reader, changes: ReadonlyMap<string, PolicyChange>): Promise<Map<string, Reach>> {
  const widenings = [...changes].flatMap(([id, change]) => (change.trigger === 'widen' ? [{ id, ...change.audience }] : []));
  const others = [...changes].flatMap(([id, { trigger }]) => (trigger === 'widen' ? [] : [id]));
  return new Map([...(await reachesToday(db, others)), ...(await reachesAfter(db, widenings))]);
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

type Proposal = { id: string; mode: string; people: string[]; groups: string[] };

async function reachesAfter(db: Reader, proposals: readonly Proposal[]): Promise<[string, Reach][]> {
  if (proposals.length === 0) return [];
  const rows = await db.$queryRaw<(Reach & { id: string })[]>`
    WITH RECURSIVE proposal AS MATERIALIZED (
      SELECT s.id, s.audience AS from_mode, s.owner_id, x->>'mode' AS mode, x->'people' AS people, x->'groups' AS groups
        FROM jsonb_array_elements(${JSON.stringify(proposals)}::jsonb) x JOIN site s ON s.id = (x->>'id')::uuid
    ),
    proposed_group (site_id, group_id) AS (
      SELECT p.id, g.id::uuid FROM proposal p, jsonb_array_elements_text(p.groups) g (id) WHERE p.mode = 'custom'
      UNION
      SELECT r.site_id, n.child_id FROM proposed_group r JOIN group_nesting n ON n.parent_id = r.group_id
    ),
    present_group (site_id, group_id) AS (
      SELECT ag.site_id, ag.group_id FROM site_audience_group ag JOIN proposal p ON p.id = ag.site_id
      UNION
      SELECT r.site_id, n.child_id FROM present_group r JOIN group_nesting n ON n.parent_id = r.group_id
    ),
    present (site_id, person_id) AS (
      SELECT id, owner_id FROM proposal WHERE owner_id IS NOT NULL
      UNION SELECT ap.site_id, ap.person_id FROM site_audience_person ap JOIN proposal p ON p.id = ap.site_id
      UNION SELECT r.site_id, m.person_id FROM present_group r JOIN group_member m ON m.group_id = r.group_id
      UNION SELECT p.id, a.id FROM proposal p, person a WHERE p.from_mode = 'workspace_all'
    ),
    afterwards (site_id, person_id) AS (
      SELECT id, owner_id FROM proposal WHERE owner_id IS NOT NULL
      UNION SELECT p.id, u.id::uuid FROM proposal p, jsonb_array_elements_text(p.people) u (id) WHERE p.mode = 'custom'
      UNION SELECT r.site_id, m.person_id FROM proposed_group r JOIN group_member m ON m.group_id = r.group_id
      UNION SELECT p.id, a.id FROM proposal p, person a WHERE p.mode = 'workspace_all'
    ),
    marked AS (
      SELECT a.site_id, d.name AS department, 'admin' <> ALL (q.roles::text[]) AND n.person_id IS NULL AS gains
        FROM afterwards a JOIN person q ON q.id = a.person_id AND q.deactivated_at IS NULL
        LEFT JOIN department d ON d.id = q.department_id
        LEFT JOIN present n ON n.site_id = a.site_id AND n.person_id = a.person_id
    )
    SELECT p.id::text, coalesce(m.reach, 0) AS reach, coalesce(m.gains, 0) AS gains, coalesce(m.departments, '{}') AS "gainingDepartments",
           ARRAY(SELECT g.name FROM people_group g WHERE p.mode = 'custom' AND g.id IN (SELECT e::uuid FROM jsonb_array_elements_text(p.groups) e) ORDER BY g.name) AS groups
      FROM proposal p
      LEFT JOIN (SELECT site_id, count(*)::int AS reach, (count(*) FILTER (WHERE gains))::int AS gains,
                        array_agg(DISTINCT department ORDER BY department) FILTER (WHERE gains AND department IS NOT NULL) AS departments
                   FROM marked GROUP BY site_id) m ON m.site_id = p.id`;
  return rows.map(({ id, ...reach }) => [id, reach]);
}
