import type { Refusal } from './refusal';
import type { SiteFacts } from './site';
import { audienceJson, dateJson, disable, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';
import type { LifecycleAction } from './sweep';

/** What an action of the lifecycle does to the record. A retirement is more than the record and is begun by its own rules. */
export function lifecycleOutcome(
  site: SiteFacts,
  action: Exclude<LifecycleAction, { do: 'retire' }>,
  now: Date,
): SiteOutcome | Refusal {
  switch (action.do) {
    case 'disable':
      return disable({ site }, { reason: action.reason, note: action.note }, now);
    case 'narrow':
      return (
        refusalOf(site, 'narrow', undefined) ?? {
          patch: { audience: { mode: 'admins_only', people: [], groups: [] } },
          events: [
            {
              type: 'site.audience_narrowed',
              site: siteSubject(site),
              reason: action.note,
              changes: { audience: { before: audienceJson(site), after: { mode: 'admins_only', people: [], groups: [] } } },
            },
          ],
        }
      );
    case 'renew':
      return (
        refusalOf(site, 'renew', undefined) ?? {
          patch: { expiresAt: action.expiresAt },
          events: [
            {
              type: 'site.renewed_by_use',
              site: siteSubject(site),
              reason: action.note,
              changes: { expiresAt: { before: dateJson(site.expiresAt), after: dateJson(action.expiresAt) } },
            },
          ],
        }
      );
  }
}
