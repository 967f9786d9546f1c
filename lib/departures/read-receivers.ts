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
 * Who takes over the Sites of somebody, for all their Sites at once. Null: there is no such person. `hold` keeps everybody
 * asked for in place until the transaction ends, so that nobody is given a Site while they leave themselves.
 */
export async function readReceivers(db: Reader, personId: string, sites: readonly Inheritance[], { hold }: { hold: boolean }): Promise<Receivers | null> {
  const managerIds = await readManagerIds(db, personId);
  const home = await db.person.findUnique({ where: { id: personId }, select: { departmentId: true } });
  const leads = await readLeads(db, [...sites.map(({ departmentId }) => departmentId), home?.departmentId ?? null]);
  const ids = [personId, ...managerIds, ...leads.values(), ...present(sites.map(({ acceptedSuccessorId }) => acceptedSuccessorId))];
  const people = await readPeople(db, ids, hold);
  const leaving = people.get(personId);
  if (leaving === undefined) return null;
  const find = (found: readonly (string | null | undefined)[]): PersonRef[] => present(found).flatMap((id) => people.get(id) ?? []);
  const leadOf = (departmentId: string | null | undefined): string | undefined => (departmentId == null ? undefined : leads.get(departmentId));
  const managers = find(managerIds);
  return {
    leaving,
    receiverFor: ({ acceptedSuccessorId, departmentId }) =>
      receiverOf(personId, {
        acceptedSuccessor: find([acceptedSuccessorId])[0] ?? null,
        managers,
        departmentLeads: find([leadOf(departmentId), leadOf(home?.departmentId)]),
      }),
  };
}

/** The manager, their manager, and so on: nearest first, each once, whatever circle they stand in. */
async function readManagerIds(db: Reader, personId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain (id, depth) AS (
      SELECT manager_id, 1 FROM person WHERE id = ${personId}::uuid AND manager_id IS NOT NULL
      UNION ALL
      SELECT p.manager_id, chain.depth + 1 FROM chain JOIN person p ON p.id = chain.id WHERE p.manager_id IS NOT NULL
    ) CYCLE id SET repeats USING path
    SELECT id::text FROM chain WHERE NOT repeats ORDER BY depth`;
  return rows.map(({ id }) => id);
}

async function readLeads(db: Reader, departmentIds: readonly (string | null)[]): Promise<Map<string, string>> {
  const rows = await db.department.findMany({ where: { id: { in: present(departmentIds) }, leadId: { not: null } }, select: { id: true, leadId: true } });
  return new Map(rows.flatMap(({ id, leadId }) => (leadId === null ? [] : [[id, leadId] as const])));
}

async function readPeople(db: Reader, ids: readonly string[], hold: boolean): Promise<Map<string, Leaving>> {
  // In the order of their ids, as whoever changes several people locks them.
  const rows = await db.$queryRaw<{ id: string; name: string; email: string; deactivatedAt: Date | null }[]>`
    SELECT id::text, name, email, deactivated_at AS "deactivatedAt" FROM person WHERE id = ANY (${[...new Set(ids)]}::uuid[]) ORDER BY id
    ${hold ? Prisma.sql`FOR SHARE` : Prisma.empty}`;
  return new Map(rows.map((row) => [row.id, { ...row, active: row.deactivatedAt === null }]));
}

function present<Value>(values: readonly (Value | null | undefined)[]): Value[] {
  return [...new Set(values.filter((value): value is Value => value != null))];
}
