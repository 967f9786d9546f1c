import type { Audience, ResolvedAudiences } from '@/lib/domain/audience';
import type { NamedAudience } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import { listAdminIds } from './list-admin-ids';

/** The given groups with every group nested in them. */
export async function nestedGroups(db: Reader, groups: readonly string[]): Promise<Set<string>> {
  if (groups.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT unnest(nested_groups(${[...groups]}::uuid[]))::text AS id`;
  return new Set(rows.map(({ id }) => id));
}

/** Active people whom a `custom` audience lets in, groups resolved; the owner comes on top where given. */
async function peopleOf(db: Reader, people: readonly string[], groups: ReadonlySet<string>, ownerId: string | null): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM person p
     WHERE p.deactivated_at IS NULL
       AND (p.id = ANY (${[...people, ...(ownerId === null ? [] : [ownerId])]}::uuid[])
            OR EXISTS (SELECT FROM group_member m WHERE m.person_id = p.id AND m.group_id = ANY (${[...groups]}::uuid[])))`;
  return new Set(rows.map(({ id }) => id));
}

/** What an audience resolves to today. For `workspace_all` that is every active person. */
export async function resolveAudience(db: Reader, audience: Audience, ownerId: string | null): Promise<ResolvedAudiences> {
  if (audience.mode === 'workspace_all') {
    const rows = await db.person.findMany({ where: { deactivatedAt: null }, select: { id: true } });
    return { peopleNow: new Set(rows.map(({ id }) => id)), groupsNow: new Set() };
  }
  const groupsNow = await nestedGroups(db, audience.groups);
  return { peopleNow: await peopleOf(db, audience.people, groupsNow, ownerId), groupsNow };
}

/** Who gets in with `after` who doesn't get in with `before`, by id. Admins always get in, so they never gain. */
export async function gainedBy(db: Reader, before: ResolvedAudiences, after: ResolvedAudiences): Promise<string[]> {
  const gained = [...after.peopleNow].filter((id) => !before.peopleNow.has(id));
  if (gained.length === 0) return [];
  const known = new Set(await listAdminIds(db));
  return gained.filter((id) => !known.has(id));
}

/** The people and groups of an audience by name, for records that must read the same in a year. */
export async function nameAudience(
  db: Reader,
  audience: Audience,
  resolved: ResolvedAudiences,
): Promise<{ named: NamedAudience; unknownPeople: string[]; inactivePeople: string[]; unknownGroups: string[] }> {
  const people = await db.person.findMany({
    where: { id: { in: audience.people } },
    select: { id: true, name: true, email: true, deactivatedAt: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const groups = await db.group.findMany({
    where: { id: { in: audience.groups } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const knownPeople = new Set(people.map(({ id }) => id));
  const knownGroups = new Set(groups.map(({ id }) => id));
  return {
    named: {
      mode: audience.mode,
      people: people.map(({ id, name, email }) => ({ id, name, email })),
      groups,
      reach: audience.mode === 'workspace_all' ? null : resolved.peopleNow.size,
    },
    unknownPeople: audience.people.filter((id) => !knownPeople.has(id)),
    inactivePeople: people.filter(({ deactivatedAt }) => deactivatedAt !== null).map(({ id }) => id),
    unknownGroups: audience.groups.filter((id) => !knownGroups.has(id)),
  };
}
