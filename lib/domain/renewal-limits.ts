import { addDays } from 'date-fns';
import { longestExpiry, type Settings } from './settings';
import type { SiteFacts } from './site';
import { longUtcDate } from './utc-day';

/** How many longest lifetimes a request may ask for. Beyond that it is a typing error, or a Site without an end. */
const mostLifetimes = 3;

type Limits = { site: Pick<SiteFacts, 'classification' | 'expiresAt'>; settings: Settings };

/** Why a Site can't be renewed until then, whoever decides; null where it can. Asked again at the approval: time passes, and classifications change. */
export function renewalProblem({ site, settings }: Limits, expiresAt: Date, now: Date): string | null {
  if (expiresAt <= now) return 'That date has passed.';
  if (site.expiresAt !== null && expiresAt <= site.expiresAt) return `This Site already runs until ${longUtcDate(site.expiresAt)}, and a renewal never shortens that.`;
  const furthest = addDays(now, mostLifetimes * settings.longestLifetimeDays[site.classification]);
  if (expiresAt > furthest) return `That is more than ${mostLifetimes} times the longest lifetime of its classification. At most until ${longUtcDate(furthest)}.`;
  return null;
}

/** Whether a renewal until then takes a decision of somebody else. */
export function needsDecision({ site, settings }: Limits, expiresAt: Date, now: Date): boolean {
  return expiresAt > longestExpiry(settings, site.classification, now);
}
