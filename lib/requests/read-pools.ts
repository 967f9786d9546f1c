import type { PlannedStage, PlanStage, StagePool } from '@/lib/domain/request-plan';
import type { Deciders, StageRelation } from '@/lib/domain/stage';
import type { Reader } from '@/lib/db/client';
import { fewWhoGovern } from '@/lib/people/list-admin-ids';
import { nestedGroups } from '@/lib/people/resolve-audience';

/** The people of a Site whom a stage can name by what they are to it. */
export type Related = Record<StageRelation, readonly string[]>;

/** Who stands in which relation to a Site today; somebody who left stands in none. */
export async function readRelated(db: Reader, siteId: string): Promise<Related> {
  const [row] = await db.$queryRaw<Related[]>`
    SELECT array_remove(ARRAY[o.manager_id::text], NULL) AS owner_manager,
           array_remove(ARRAY[d.lead_id::text], NULL) AS department_lead,
           ARRAY(SELECT DISTINCT ds.owner_id::text FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id
                  WHERE x.site_id = s.id AND ds.owner_id IS NOT NULL ORDER BY 1) AS source_owner
      FROM site s LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN department d ON d.id = s.department_id
     WHERE s.id = ${siteId}::uuid`;
  return row ?? { owner_manager: [], department_lead: [], source_owner: [] };
}

/** Whom each stage asks today, by its key. Auditors change nothing, so they are never among them. */
export async function readPools(db: Reader, stages: readonly PlanStage[], related: Related): Promise<Map<string, StagePool>> {
  const pools = new Map<string, StagePool>();
  for (const { key, who, also, alternates } of stages) {
    const asked = await readDeciders(db, who, related);
    // Policies that name different people for one stage all have to be content.
    for (const others of also) {
      const them = await readDeciders(db, others, related);
      for (const id of asked.keys()) if (!them.has(id)) asked.delete(id);
    }
    const instead = alternates === null ? new Map<string, boolean>() : await readDeciders(db, alternates, related);
    const named = [...asked, ...instead].flatMap(([id, isNamed]) => (isNamed ? [id] : []));
    pools.set(key, { who: new Set(asked.keys()), alternates: new Set(instead.keys()), named: new Set(named) });
  }
  return pools;
}

/** Active people by id, with whether they are named by more than a role. One statement, however large the groups are. */
async function readDeciders(db: Reader, who: Deciders, related: Related): Promise<Map<string, boolean>> {
  const people = [...who.people, ...who.relations.flatMap((relation) => related[relation])];
  const groups = [...(await nestedGroups(db, who.groups))];
  const rows = await db.$queryRaw<{ id: string; named: boolean }[]>`
    SELECT p.id::text, bool_or(found.named) AS named
      FROM (
        SELECT id, false AS named FROM person WHERE ${fewWhoGovern} AND roles && ${who.roles}::"Role"[]
        UNION ALL SELECT unnest(${people}::uuid[]), true
        UNION ALL SELECT person_id, true FROM group_member WHERE group_id = ANY (${groups}::uuid[])
      ) found JOIN person p ON p.id = found.id
     WHERE p.deactivated_at IS NULL AND NOT 'auditor' = ANY (p.roles)
     GROUP BY p.id ORDER BY p.id`;
  return new Map(rows.map(({ id, named }) => [id, named]));
}

/** As arrays that a request keeps and queues search: whom its open stages ask by role, by name and by group. Wider than the pools where policies have to agree. */
export function asksOf(stages: readonly PlannedStage[], related: Related) {
  const open = stages.some(({ state }) => state === 'open') ? stages.filter(({ state }) => state === 'open') : stages;
  const all = open.flatMap(({ who, alternates, standIns }) => [who, ...(standIns === null || alternates === null ? [] : [alternates])]);
  const unique = <Value extends string>(values: readonly Value[]): Value[] => [...new Set(values)].sort();
  return {
    asksRoles: unique([...all.flatMap(({ roles }) => roles), ...(open.some(({ standIns }) => standIns === 'admins') ? (['admin'] as const) : [])]),
    asksPeople: unique(all.flatMap(({ people, relations }) => [...people, ...relations.flatMap((relation) => related[relation])])),
    asksGroups: unique(all.flatMap(({ groups }) => groups)),
  };
}
