import type { Audience } from '@/lib/domain/audience';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { listAdminIds } from './list-admin-ids';

/** What a change of an audience means for people: active ones, groups resolved. Admins always get in, so they neither gain nor lose. */
export type MeasuredChange = {
  reachBefore: number;
  reachAfter: number;
  gains: number;
  losses: number;
  /** Where those who gain work, most first. */
  departments: { id: string | null; name: string; gains: number }[];
  /** Those who gain, the first by name. */
  gaining: GainingPerson[];
};
export type GainingPerson = { id: string; name: string; email: string; department: string | null };

/** Above so many who gain, the first by name are found sooner by going through the names than by sorting all who gain. */
const manyGain = 5_000;

/** The groups of an audience with all that are nested in them. `workspace_all` needs none. */
type Resolved = { everyone: boolean; people: string[]; groups: string[] };

/** Counts what an audience change means, and names the first `shown` who gain. */
export async function measureChange(db: Reader, before: Audience, after: Audience, ownerId: string | null, { shown }: { shown: number }): Promise<MeasuredChange> {
  const [from, to] = [await resolveGroups(db, before, ownerId), await resolveGroups(db, after, ownerId)];
  const admins = await listAdminIds(db);
  const rows = await db.$queryRaw<{ id: string | null; name: string | null; reach_before: number; reach_after: number; gains: number; losses: number }[]>`
    SELECT d.id::text, d.name, m.reach_before, m.reach_after, m.gains, m.losses
      FROM measure_audiences(${from.everyone}, ${from.people}::uuid[], ${from.groups}::uuid[], ${to.everyone}, ${to.people}::uuid[], ${to.groups}::uuid[], ${admins}::uuid[]) m
      LEFT JOIN department d ON d.id = m.department_id
     ORDER BY m.gains DESC, d.name NULLS LAST`;
  const sum = (key: 'reach_before' | 'reach_after' | 'gains' | 'losses') => rows.reduce((total, row) => total + row[key], 0);
  const gains = sum('gains');
  return {
    reachBefore: sum('reach_before'),
    reachAfter: sum('reach_after'),
    gains,
    losses: sum('losses'),
    departments: rows.filter((row) => row.gains > 0).map((row) => ({ id: row.id, name: row.name ?? 'Without a department', gains: row.gains })),
    gaining: gains === 0 ? [] : await nameGaining(db, from, to, admins, shown, gains),
  };
}

/** Which of some people a change lets in who don't get in today: a reviewer who is among them is marked. */
export async function whoGains(db: Reader, before: Audience, after: Audience, ownerId: string | null, people: readonly string[]): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const [from, to] = [await resolveGroups(db, before, ownerId), await resolveGroups(db, after, ownerId)];
  const admins = await listAdminIds(db);
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM person p
     WHERE p.deactivated_at IS NULL AND p.id = ANY (${[...people]}::uuid[]) AND p.id <> ALL (${admins}::uuid[]) AND ${isIn(to)} AND NOT ${isIn(from)}`;
  return new Set(rows.map(({ id }) => id));
}

/** What an audience lets in, the owner among them. */
export async function resolveGroups(db: Reader, audience: Audience, ownerId: string | null): Promise<Resolved> {
  if (audience.mode === 'workspace_all') return { everyone: true, people: [], groups: [] };
  const people = [...audience.people, ...(ownerId === null ? [] : [ownerId])];
  if (audience.groups.length === 0) return { everyone: false, people, groups: [] };
  const [row] = await db.$queryRaw<{ ids: string[] }[]>`SELECT nested_groups(${[...audience.groups]}::uuid[])::text[] AS ids`;
  return { everyone: false, people, groups: row?.ids ?? [] };
}

function nameGaining(db: Reader, from: Resolved, to: Resolved, admins: string[], shown: number, gains: number): Promise<GainingPerson[]> {
  // Few are put together and sorted; for many, the names are gone through until there are enough of them.
  const candidates =
    gains < manyGain && !to.everyone
      ? Prisma.sql`p.id IN (SELECT unnest(${to.people}::uuid[]) UNION SELECT m.person_id FROM group_member m WHERE m.group_id = ANY (${to.groups}::uuid[]))`
      : isIn(to);
  return db.$queryRaw<GainingPerson[]>`
    SELECT p.id::text, p.name, p.email, d.name AS department
      FROM person p LEFT JOIN department d ON d.id = p.department_id
     WHERE p.deactivated_at IS NULL AND p.id <> ALL (${admins}::uuid[]) AND ${candidates} AND NOT ${isIn(from)}
     ORDER BY p.name, p.id LIMIT ${shown}`;
}

/** Whether an audience lets in the person `p`. */
function isIn({ everyone, people, groups }: Resolved): Prisma.Sql {
  if (everyone) return Prisma.sql`true`;
  const named = Prisma.sql`p.id = ANY (${people}::uuid[])`;
  if (groups.length === 0) return Prisma.sql`(${named})`;
  return Prisma.sql`(${named} OR EXISTS (SELECT FROM group_member m WHERE m.person_id = p.id AND m.group_id = ANY (${groups}::uuid[])))`;
}
