import type { Audience } from '@/lib/domain/audience';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { adminsNow } from './list-admin-ids';

/** A change of who may open a Site; its owner gets in before and after. */
export type AudienceChange = { before: Audience; after: Audience; ownerId: string | null };

/** The people and groups of an audience, the owner among them, with all groups that are nested in them. `workspace_all` needs none. */
export type Resolved = { everyone: boolean; people: string[]; groups: string[] };

/** A change as statements take it. Admins always get in, so they neither gain nor lose. */
export type ResolvedChange = { from: Resolved; to: Resolved; admins: string[] };

/** Looks up once what counting, naming and comparing those who gain by a change all begin with. */
export async function resolveChange(db: Reader, { before, after, ownerId }: AudienceChange): Promise<ResolvedChange> {
  const [row] = await db.$queryRaw<{ from: string[]; to: string[]; admins: string[] }[]>`
    SELECT nested_groups(${groupsOf(before)}::uuid[])::text[] AS "from", nested_groups(${groupsOf(after)}::uuid[])::text[] AS "to",
           ARRAY(SELECT a.id::text FROM ${adminsNow} a) AS admins`;
  return {
    from: { ...namedBy(before, ownerId), groups: row?.from ?? [] },
    to: { ...namedBy(after, ownerId), groups: row?.to ?? [] },
    admins: row?.admins ?? [],
  };
}

function groupsOf({ mode, groups }: Audience): string[] {
  return mode === 'workspace_all' ? [] : [...groups];
}

function namedBy({ mode, people }: Audience, ownerId: string | null): Pick<Resolved, 'everyone' | 'people'> {
  const everyone = mode === 'workspace_all';
  return { everyone, people: everyone ? [] : [...people, ...(ownerId === null ? [] : [ownerId])] };
}

/** What the functions of the database take of a change, in their order. */
export function argumentsOf({ from, to, admins }: ResolvedChange): Prisma.Sql {
  return Prisma.sql`${from.everyone}, ${from.people}::uuid[], ${from.groups}::uuid[], ${to.everyone}, ${to.people}::uuid[], ${to.groups}::uuid[], ${admins}::uuid[]`;
}
