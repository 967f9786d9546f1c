import type { Audience, ResolvedAudiences } from '@/lib/domain/audience';
import { fallBack } from '@/lib/domain/audience-term';
import type { NamedAudience } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import { resolveAudience } from '@/lib/people/resolve-audience';

/** An audience with what it resolves to. */
export type AudienceNow = { audience: Audience; resolved: ResolvedAudiences };

export async function resolvedNow(db: Reader, audience: Audience, ownerId: string | null): Promise<AudienceNow> {
  return { audience, resolved: await resolveAudience(db, audience, ownerId) };
}

/** The audience that `from` falls back to, by the people and groups there are now; null where it stays as it is. */
export async function fallBackOf(db: Reader, from: AudienceNow, fallback: NamedAudience, ownerId: string | null): Promise<AudienceNow | null> {
  const before = await resolvedNow(db, await stillThere(db, fallback), ownerId);
  const after = fallBack(from.audience, before.audience, { today: from.resolved, fallback: before.resolved });
  return after === null ? null : resolvedNow(db, after, ownerId);
}

/** An audience that was kept by name, without the groups that are gone. */
async function stillThere(db: Reader, { mode, people, groups }: NamedAudience): Promise<Audience> {
  const found = groups.length === 0 ? [] : await db.group.findMany({ where: { id: { in: groups.map(({ id }) => id) } }, select: { id: true } });
  return { mode, people: people.map(({ id }) => id), groups: found.map(({ id }) => id) };
}
