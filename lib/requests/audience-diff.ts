import type { NamedAudience } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import { gainedBy, resolveAudience } from '@/lib/people/resolve-audience';
import type { AudienceDiff } from './plan-shape';

const namesShown = 100;
const departmentsShown = 20;

/** How two audiences differ by whom they name. */
export function namedDiff(before: NamedAudience, after: NamedAudience): Omit<AudienceDiff, 'gains' | 'gaining' | 'departments'> {
  return {
    from: before.mode,
    to: after.mode,
    addedPeople: without(after.people, before.people),
    removedPeople: without(before.people, after.people),
    addedGroups: without(after.groups, before.groups),
    removedGroups: without(before.groups, after.groups),
  };
}

function without<Entry extends { id: string }>(list: readonly Entry[], other: readonly Entry[]): Entry[] {
  const known = new Set(other.map(({ id }) => id));
  return list.filter(({ id }) => !known.has(id));
}

/** By id, everybody whom one audience lets in and the other doesn't, groups resolved as they are now. */
export async function readGaining(db: Reader, before: NamedAudience, after: NamedAudience, ownerId: string | null): Promise<string[]> {
  return gainedBy(db, await resolveAudience(db, idsOf(before), ownerId), await resolveAudience(db, idsOf(after), ownerId));
}

/** Who they are: how many, the first hundred by name, and their departments. */
export async function describeGaining(db: Reader, gained: readonly string[]): Promise<Pick<AudienceDiff, 'gains' | 'gaining' | 'departments'>> {
  if (gained.length === 0) return { gains: 0, gaining: [], departments: [] };
  const gaining = await db.$queryRaw<AudienceDiff['gaining']>`
    SELECT id::text, name, email FROM person WHERE id = ANY (${[...gained]}::uuid[]) ORDER BY name, id LIMIT ${namesShown}`;
  const departments = await db.$queryRaw<AudienceDiff['departments']>`
    SELECT d.name, count(*)::int AS count
      FROM person p LEFT JOIN department d ON d.id = p.department_id
     WHERE p.id = ANY (${[...gained]}::uuid[])
     GROUP BY d.id, d.name ORDER BY count(*) DESC, d.name LIMIT ${departmentsShown}`;
  return { gains: gained.length, gaining, departments };
}

function idsOf({ mode, people, groups }: NamedAudience) {
  return { mode, people: people.map(({ id }) => id), groups: groups.map(({ id }) => id) };
}
