import type { Audience } from '@/lib/domain/audience';
import type { NamedAudience } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import type { MeasuredChange } from '@/lib/people/measure-audience';
import type { AudienceDiff } from './plan-shape';

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

export function idsOf({ mode, people, groups }: NamedAudience): Audience {
  return { mode, people: people.map(({ id }) => id), groups: groups.map(({ id }) => id) };
}

/** The audience that is approved today for the Site of a request, by id. */
export async function readAudienceNow(db: Reader, requestId: string): Promise<Audience> {
  const [row] = await db.$queryRaw<Audience[]>`
    SELECT s.audience::text AS mode,
           ARRAY(SELECT ap.person_id::text FROM site_audience_person ap WHERE ap.site_id = s.id ORDER BY 1) AS people,
           ARRAY(SELECT ag.group_id::text FROM site_audience_group ag WHERE ag.site_id = s.id ORDER BY 1) AS groups
      FROM request r JOIN site s ON s.id = r.site_id WHERE r.id = ${requestId}::uuid`;
  return row ?? { mode: 'admins_only', people: [], groups: [] };
}

/** Who would gain access: how many, the first by name, and their departments. */
export function gainingOf({ gains, gaining, departments }: MeasuredChange): Pick<AudienceDiff, 'gains' | 'gaining' | 'departments'> {
  return {
    gains,
    gaining: gaining.map(({ id, name, email }) => ({ id, name, email })),
    departments: departments.slice(0, departmentsShown).map(({ id, name, gains: count }) => ({ name: id === null ? null : name, count })),
  };
}
