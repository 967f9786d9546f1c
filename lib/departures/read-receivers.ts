import { receiverOf, type TakeoverReason } from '@/lib/domain/departure';
import type { PersonRef } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

/** What of a Site decides who takes it over. */
export type Inheritance = { acceptedSuccessorId: string | null; departmentId: string | null };
export type Receiver = { to: PersonRef; why: TakeoverReason };
export type Leaving = PersonRef & { deactivatedAt: Date | null };

export type Receivers = { leaving: Leaving; receiverFor: (site: Inheritance) => Receiver | null };

/**
 * Who takes over the Sites of people, for all their Sites at once. Who isn't there is left out. `hold` keeps everybody
 * asked for in place until the transaction ends, so that nobody is given a Site while they leave themselves.
 */
export async function readReceivers(
  db: Reader,
  personIds: readonly string[],
  sites: readonly Inheritance[],
  { hold }: { hold: boolean },
): Promise<Map<string, Receivers>> {
  const managerIds = await readManagerIds(db, personIds);
  const homes = await readHomes(db, personIds);
  const leads = await readLeads(db, [...sites.map(({ departmentId }) => departmentId), ...homes.values()]);
  const successorIds = present(sites.map(({ acceptedSuccessorId }) => acceptedSuccessorId));
  const { people, auditorIds } = await readPeople(db, [...personIds, ...[...managerIds.values()].flat(), ...leads.values(), ...successorIds], hold);
  // Auditors change nothing: they could neither keep a Site nor pass it on.
  const find = (found: readonly (string | null | undefined)[]): PersonRef[] => present(found).flatMap((id) => people.get(id) ?? []).filter(({ id }) => !auditorIds.has(id));
  const leadOf = (departmentId: string | null | undefined): string | undefined => (departmentId == null ? undefined : leads.get(departmentId));
  return new Map(
    personIds.flatMap((personId) => {
      const leaving = people.get(personId);
      if (leaving === undefined) return [];
      const managers = find(managerIds.get(personId) ?? []);
      const homeLead = leadOf(homes.get(personId));
      const receiverFor: Receivers['receiverFor'] = ({ acceptedSuccessorId, departmentId }) =>
        receiverOf(personId, { acceptedSuccessor: find([acceptedSuccessorId])[0] ?? null, managers, departmentLeads: find([leadOf(departmentId), homeLead]) });
      return [[personId, { leaving, receiverFor }] as const];
    }),
  );
}

async function readHomes(db: Reader, personIds: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await db.person.findMany({ where: { id: { in: [...personIds] } }, select: { id: true, departmentId: true } });
  return new Map(rows.map(({ id, departmentId }) => [id, departmentId]));
}

/** Of each the manager, their manager, and so on: nearest first, each once, whatever circle they stand in. */
async function readManagerIds(db: Reader, personIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ personId: string; managerIds: string[] }[]>`
    WITH RECURSIVE chain (person_id, id, depth) AS (
      SELECT id, manager_id, 1 FROM person WHERE id = ANY (${[...personIds]}::uuid[]) AND manager_id IS NOT NULL
      UNION ALL
      SELECT chain.person_id, p.manager_id, chain.depth + 1 FROM chain JOIN person p ON p.id = chain.id WHERE p.manager_id IS NOT NULL
    ) CYCLE id SET repeats USING path
    SELECT person_id::text AS "personId", array_agg(id::text ORDER BY depth) AS "managerIds" FROM chain WHERE NOT repeats GROUP BY person_id`;
  return new Map(rows.map(({ personId, managerIds }) => [personId, managerIds]));
}

async function readLeads(db: Reader, departmentIds: readonly (string | null)[]): Promise<Map<string, string>> {
  const rows = await db.department.findMany({ where: { id: { in: present(departmentIds) }, leadId: { not: null } }, select: { id: true, leadId: true } });
  return new Map(rows.flatMap(({ id, leadId }) => (leadId === null ? [] : [[id, leadId] as const])));
}

async function readPeople(db: Reader, ids: readonly string[], hold: boolean): Promise<{ people: Map<string, Leaving>; auditorIds: Set<string> }> {
  // In the order of their ids, as whoever changes several people locks them.
  const rows = await db.$queryRaw<{ id: string; name: string; email: string; deactivatedAt: Date | null; isAuditor: boolean }[]>`
    SELECT id::text, name, email, deactivated_at AS "deactivatedAt", 'auditor' = ANY (roles) AS "isAuditor" FROM person WHERE id = ANY (${[...new Set(ids)]}::uuid[]) ORDER BY id
    ${hold ? Prisma.sql`FOR SHARE` : Prisma.empty}`;
  return {
    people: new Map(rows.map(({ id, name, email, deactivatedAt }) => [id, { id, name, email, deactivatedAt, active: deactivatedAt === null }])),
    auditorIds: new Set(rows.flatMap(({ id, isAuditor }) => (isAuditor ? [id] : []))),
  };
}

function present<Value>(values: readonly (Value | null | undefined)[]): Value[] {
  return [...new Set(values.filter((value): value is Value => value != null))];
}
