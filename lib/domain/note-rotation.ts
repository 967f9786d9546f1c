import { refuse, refuseField, type Refusal } from './refusal';
import type { SiteFacts } from './site';
import { dateJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

/** A key of a Site's environment, as far as its age goes. */
export type KeyFacts = { key: string; isSecret: boolean; rotatedAt: Date | null };

/** Somebody says that the value of a secret was replaced, and when. The value itself is never known here. */
export function noteRotation(
  { site, found }: { site: SiteFacts; found: KeyFacts | null },
  input: { rotatedAt?: Date | undefined; note?: string | undefined; revision?: number | undefined },
  now: Date,
): (SiteOutcome & { key: string; rotatedAt: Date }) | Refusal {
  const refusal = refusalOf(site, 'edit', input.revision);
  if (refusal !== null) return refusal;
  if (found === null) return refuseField('key', 'This Site has no environment key of that name.');
  if (!found.isSecret) return refuse('conflict', `${found.key} is not a secret, so there is nothing to replace.`);
  const rotatedAt = input.rotatedAt ?? now;
  if (rotatedAt > now) return refuseField('rotatedAt', 'Give the day on which it was replaced, not one that is still to come.');
  if (found.rotatedAt !== null && rotatedAt < found.rotatedAt) {
    return refuseField('rotatedAt', `A later replacement is noted already, of ${found.rotatedAt.toISOString()}.`);
  }
  return {
    key: found.key,
    rotatedAt,
    patch: {},
    events: [
      {
        type: 'site.secret_rotated',
        site: siteSubject(site),
        reason: input.note ?? null,
        changes: { [`secret.${found.key}`]: { before: dateJson(found.rotatedAt), after: dateJson(rotatedAt) } },
      },
    ],
  };
}
