import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { argumentsOf, type Resolved, type ResolvedChange } from './resolve-change';

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
/** What is counted already or just now; null: nobody has begun. */
export type Counting = MeasuredChange | Promise<MeasuredChange> | null;
export type GainingPerson = { id: string; name: string; email: string; department: string | null };

/** Above so many who gain, the first by name are found sooner by going through the names than by sorting all who gain. */
const manyGain = 5_000;

/** Counts what an audience change means, and names the first `shown` who gain. */
export async function measureChange(db: Reader, change: ResolvedChange, { shown }: { shown: number }): Promise<MeasuredChange> {
  const rows = await db.$queryRaw<{ id: string | null; name: string | null; reach_before: number; reach_after: number; gains: number; losses: number }[]>`
    SELECT d.id::text, d.name, m.reach_before, m.reach_after, m.gains, m.losses
      FROM ${isOpening(change) ? opening(change) : Prisma.sql`measure_audiences(${argumentsOf(change)})`} m
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
    gaining: gains === 0 ? [] : await nameGaining(db, change, shown, gains),
  };
}

/** A change that opens a Site to the whole workspace: everybody, less those who get in already, is counted in half the time. */
function isOpening({ from, to }: ResolvedChange): boolean {
  return to.everyone && !from.everyone;
}

function opening({ from, admins }: ResolvedChange): Prisma.Sql {
  return Prisma.sql`measure_opening(${from.people}::uuid[], ${from.groups}::uuid[], ${admins}::uuid[])`;
}

/** Which of some people a change lets in who don't get in today: a reviewer who is among them is marked. */
export async function whoGains(db: Reader, { from, to, admins }: ResolvedChange, people: readonly string[]): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM person p
     WHERE p.deactivated_at IS NULL AND p.id = ANY (${[...people]}::uuid[]) AND p.id <> ALL (${admins}::uuid[]) AND ${isIn(to)} AND NOT ${isIn(from)}`;
  return new Set(rows.map(({ id }) => id));
}

function nameGaining(db: Reader, { from, to, admins }: ResolvedChange, shown: number, gains: number): Promise<GainingPerson[]> {
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
