import type { Role } from '@/lib/domain/permissions';
import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/** As whom somebody may be asked at the moment: themselves and those in whose place they decide. */
export type Places = {
  personId: string;
  inPlaceOf: { id: string; name: string; email: string }[];
  decidesByRole: boolean;
  /** What requests are searched by: everybody's ids and groups, nested ones too, and the roles that count. */
  ids: string[];
  roles: Role[];
  groups: string[];
};

/** Delegations that hold at `now`, of people who are still there. */
export async function readPlaces(db: Reader, subject: Subject, now: Date): Promise<Places | null> {
  const { personId } = subject;
  if (personId === null) return null;
  const away = await db.delegation.findMany({
    where: { toId: personId, startsAt: { lte: now }, endsAt: { gt: now }, revokedAt: null, from: { deactivatedAt: null } },
    select: { from: { select: { id: true, name: true, email: true, roles: true } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const inPlaceOf = [...new Map(away.map(({ from: { id, name, email, roles } }) => [id, { id, name, email, roles }])).values()];
  const decidesByRole = judge('request.decide_widening', roleStandings(subject)).allowed;
  const ids = [personId, ...inPlaceOf.map(({ id }) => id)];
  const groups = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE mine (id) AS (
      SELECT group_id FROM group_member WHERE person_id = ANY (${ids}::uuid[])
      UNION
      SELECT n.parent_id FROM group_nesting n JOIN mine ON n.child_id = mine.id
    )
    SELECT id::text FROM mine`;
  return {
    personId,
    inPlaceOf: inPlaceOf.map(({ id, name, email }) => ({ id, name, email })),
    decidesByRole,
    ids,
    // A role can't be lent to somebody who decides nothing by role.
    roles: [...new Set([...subject.roles, ...(decidesByRole ? inPlaceOf.flatMap(({ roles }) => roles) : [])])],
    groups: groups.map(({ id }) => id),
  };
}

/** Requests whose open stages ask somebody, as far as a request keeps it; the plan itself says for certain. */
export function asksOneOf({ ids, roles, groups }: Places): Prisma.RequestWhereInput {
  return { kind: { not: 'transfer' }, OR: [{ asksRoles: { hasSome: roles } }, { asksPeople: { hasSome: ids } }, { asksGroups: { hasSome: groups } }] };
}

/** Requests that somebody sees because a stage asks them while it is open, or because they have answered. */
export function tiedByStages(places: Places): Prisma.RequestWhereInput {
  const { personId } = places;
  return {
    OR: [
      { AND: [{ state: { in: ['pending', 'changes_requested'] } }, asksOneOf(places)] },
      { decisions: { some: { OR: [{ reviewerId: personId }, { onBehalfOfId: personId }] } } },
    ],
  };
}
