import type { Refusal } from './refusal';
import type { SiteFacts } from './site';
import { dateJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

/** Whoever answers for a Site says that it is still needed though nobody visits it; inactivity counts anew from here. */
export function keep(
  { site }: { site: SiteFacts },
  input: { reason?: string | null | undefined; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'keep', input.revision);
  if (refusal !== null) return refusal;
  return {
    patch: { keptAt: now },
    events: [
      {
        type: 'site.kept',
        site: siteSubject(site),
        reason: input.reason ?? null,
        changes: { keptAt: { before: dateJson(site.keptAt), after: dateJson(now) } },
      },
    ],
  };
}
