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
/** How many names are looked at first for each that is shown. */
const namesAtFirst = 20;

/** Counts what an audience change means, and names the first `shown` who gain. */
export async function measureChange(db: Reader, change: ResolvedChange, { shown }: { shown: number }): Promise<MeasuredChange> {
  const counting = db.$queryRaw<{ id: string | null; name: string | null; reach_before: number; reach_after: number; gains: number; losses: number }[]>`
    SELECT d.id::text, d.name, m.reach_before, m.reach_after, m.gains, m.losses
      FROM ${counted(change)} m
      LEFT JOIN department d ON d.id = m.department_id
     ORDER BY m.gains DESC, d.name NULLS LAST`;
  // Who gains where everybody gets in is mostly found among the first names: that needs no count.
  const [rows, near] = await Promise.all([counting, change.to.everyone && shown > 0 ? nameNear(db, change, shown) : null]);
  const sum = (key: 'reach_before' | 'reach_after' | 'gains' | 'losses') => rows.reduce((total, row) => total + row[key], 0);
  const gains = sum('gains');
  return {
    reachBefore: sum('reach_before'),
    reachAfter: sum('reach_after'),
    gains,
    losses: sum('losses'),
    departments: rows.filter((row) => row.gains > 0).map((row) => ({ id: row.id, name: row.name ?? 'Without a department', gains: row.gains })),
    gaining: gains === 0 || shown === 0 ? [] : await nameGaining(db, change, { shown, gains, near }),
  };
}

/** What was counted without names, with the first `shown` who gain. */
export async function withNames(db: Reader, change: ResolvedChange, measured: MeasuredChange, shown: number): Promise<MeasuredChange> {
  return measured.gains === 0 ? measured : { ...measured, gaining: await nameGaining(db, change, { shown, gains: measured.gains, near: null }) };
}

/** The function of the database that counts such a change soonest; all of them count the same. */
function counted(change: ResolvedChange): Prisma.Sql {
  const { from, to, admins } = change;
  // Everybody, less those who get in already.
  if (to.everyone && !from.everyone) return Prisma.sql`measure_opening(${from.people}::uuid[], ${from.groups}::uuid[], ${admins}::uuid[])`;
  if (from.groups.length === 0 && !from.everyone) return Prisma.sql`measure_letting_in(${from.people}::uuid[], ${to.people}::uuid[], ${to.groups}::uuid[], ${admins}::uuid[])`;
  return Prisma.sql`measure_audiences(${argumentsOf(change)})`;
}

/** Which of some people a change lets in who don't get in today: a reviewer who is among them is marked. */
export async function whoGains(db: Reader, { from, to, admins }: ResolvedChange, people: readonly string[]): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM person p
     WHERE p.deactivated_at IS NULL AND p.id = ANY (${[...people]}::uuid[]) AND p.id <> ALL (${admins}::uuid[]) AND ${isIn(to)} AND NOT ${isIn(from)}`;
  return new Set(rows.map(({ id }) => id));
}

/** The first `shown` by name. Few are put together and sorted; among many, the names are gone through until there are enough of them. */
async function nameGaining(db: Reader, change: ResolvedChange, { shown, gains, near }: { shown: number; gains: number; near: GainingPerson[] | null }): Promise<GainingPerson[]> {
  const { from, to } = change;
  if (gains < manyGain && !to.everyone) {
    const named = Prisma.sql`p.id IN (SELECT unnest(${to.people}::uuid[]) UNION SELECT m.person_id FROM group_member m WHERE m.group_id = ANY (${to.groups}::uuid[]))`;
    return nameFirst(db, change, { people: everybody, gains: Prisma.sql`${named} AND NOT ${isIn(from)}`, shown });
  }
  // Where the first names are others', all who get in are looked through.
  const found = near ?? (await nameNear(db, change, shown));
  return found.length >= Math.min(shown, gains) ? found : nameFirst(db, change, { people: everybody, gains: Prisma.sql`${isIn(to)} AND NOT ${isIn(from)}`, shown });
}

const everybody = Prisma.sql`person`;

/** Those who gain among the first names, each of them looked up. */
function nameNear(db: Reader, change: ResolvedChange, shown: number): Promise<GainingPerson[]> {
  const near = Prisma.sql`(SELECT * FROM person WHERE deactivated_at IS NULL ORDER BY name, id LIMIT ${namesAtFirst * shown})`;
  return nameFirst(db, change, { people: near, gains: Prisma.sql`${isIn(change.to, lookedUp)} AND NOT ${isIn(change.from, lookedUp)}`, shown });
}

function nameFirst(db: Reader, { admins }: ResolvedChange, { people, gains, shown }: { people: Prisma.Sql; gains: Prisma.Sql; shown: number }): Promise<GainingPerson[]> {
  return db.$queryRaw<GainingPerson[]>`
    SELECT p.id::text, p.name, p.email, d.name AS department
      FROM ${people} p LEFT JOIN department d ON d.id = p.department_id
     WHERE p.deactivated_at IS NULL AND p.id <> ALL (${admins}::uuid[]) AND ${gains}
     ORDER BY p.name, p.id LIMIT ${shown}`;
}

/** Whether the person `p` is a member of some groups: for many people, all members are read once; for few, each is looked up. */
const readOnce = (groups: string[]): Prisma.Sql => Prisma.sql`EXISTS (SELECT FROM group_member m WHERE m.person_id = p.id AND m.group_id = ANY (${groups}::uuid[]))`;
const lookedUp = (groups: string[]): Prisma.Sql => Prisma.sql`(SELECT true FROM group_member m WHERE m.person_id = p.id AND m.group_id = ANY (${groups}::uuid[]) LIMIT 1) IS TRUE`;

/** Whether an audience lets in the person `p`. */
function isIn({ everyone, people, groups }: Resolved, isMember: (groups: string[]) => Prisma.Sql = readOnce): Prisma.Sql {
  if (everyone) return Prisma.sql`true`;
  const named = Prisma.sql`p.id = ANY (${people}::uuid[])`;
  if (groups.length === 0) return Prisma.sql`(${named})`;
  return Prisma.sql`(${named} OR ${isMember(groups)})`;
}
