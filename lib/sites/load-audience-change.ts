import type { Audience, ResolvedAudiences } from '@/lib/domain/audience';
import { refuse, type Refusal } from '@/lib/domain/refusal';
import type { NamedAudience } from '@/lib/domain/request';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { gainedBy, nameAudience, resolveAudience } from '@/lib/people/resolve-audience';
import { lockSite, type LoadedSite } from './load-site';

export type LoadedAudienceChange = LoadedSite & {
  /** What today's audience resolves to. */
  resolved: ResolvedAudiences;
  before: NamedAudience;
  after: NamedAudience;
  /** How many people would get in who don't get in today. */
  gains: number;
  /** The proposal names people or groups that don't exist, or people who have left. */
  problem: Refusal | null;
};

/** Locks a Site and works out what a proposed audience would mean for it. */
export async function loadAudienceChange(
  tx: Tx,
  siteId: string,
  proposed: Audience,
  actor: Actor,
): Promise<LoadedAudienceChange | null> {
  const loaded = await lockSite(tx, siteId, actor);
  if (loaded === null) return null;
  const ownerId = loaded.site.owner?.id ?? null;
  const today = audienceOf(loaded.site);
  const resolved = await resolveAudience(tx, today, ownerId);
  const proposedResolved = await resolveAudience(tx, proposed, ownerId);
  const before = await nameAudience(tx, today, resolved);
  const after = await nameAudience(tx, proposed, proposedResolved);
  return {
    ...loaded,
    resolved,
    before: before.named,
    after: after.named,
    gains: (await gainedBy(tx, resolved, proposedResolved)).length,
    problem: audienceProblem(proposed, after, new Set(today.people)),
  };
}

/** Whom a proposal names that it can't. Somebody who has left can stay named, since that lets nobody in, but can't be added. */
export function audienceProblem(proposed: Audience, found: Awaited<ReturnType<typeof nameAudience>>, named: ReadonlySet<string>): Refusal | null {
  const fields = [
    ...found.unknownPeople.map((id) => ({
      path: `audience.people[${proposed.people.indexOf(id)}]`,
      message: `There is no person with the id ${id}.`,
    })),
    ...found.inactivePeople.filter((id) => !named.has(id)).map((id) => ({
      path: `audience.people[${proposed.people.indexOf(id)}]`,
      message: `${found.named.people.find((person) => person.id === id)?.name ?? id} has left and can’t be let in.`,
    })),
    ...found.unknownGroups.map((id) => ({
      path: `audience.groups[${proposed.groups.indexOf(id)}]`,
      message: `There is no group with the id ${id}.`,
    })),
  ];
  if (fields.length === 0) return null;
  return refuse('rule', fields.slice(0, 3).map(({ message }) => message).join(' '), { fields });
}
