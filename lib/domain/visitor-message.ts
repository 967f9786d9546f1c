import { isSecurityReason } from './disable-reason';
import type { RetirementPlan } from './retirement';
import type { SiteFacts } from './site';

/** What replaces a Site: in words, and where that is known, the Site's address here or an address on the web. */
export type Replacement = { text: string; href: string | null };

/** What somebody reads who comes to a Site that is closed or about to close. */
export type VisitorMessage = {
  headline: string;
  lines: string[];
  /** When it closes, where it has not yet. */
  closesAt: Date | null;
  replacement: Replacement | null;
  /** Whom to ask; null: a workspace admin. */
  ask: { name: string; email: string } | null;
};

type VisitedSite = Pick<SiteFacts, 'title' | 'state' | 'disabled' | 'owner' | 'quarantine'>;
type VisitedPlan = Pick<RetirementPlan, 'state' | 'closesAt'> & { replacement: Replacement | null };

/**
 * The words for visitors: why a Site is closed, what replaces it, whom to ask. They go to everybody who could open it, so
 * they name no incident and repeat no note. Null while it is simply open, or has never been.
 */
export function visitorMessage(site: VisitedSite, plan: VisitedPlan | null): VisitorMessage | null {
  const message = (headline: string, lines: string[], closesAt: Date | null = null): VisitorMessage => ({
    headline,
    lines,
    closesAt,
    replacement: plan?.replacement ?? null,
    ask: site.owner?.active === true ? { name: site.owner.name, email: site.owner.email } : null,
  });
  switch (site.state) {
    case 'draft':
    case 'live':
      return null;
    case 'disabled':
      return message(`${site.title} is closed`, [whyDisabled(site), 'Nothing of it has been deleted.']);
    case 'retiring':
      return plan?.state === 'notice'
        ? message(`${site.title} is going to close`, ['It is being retired. Save what you still need from it before it closes.'], plan.closesAt)
        : message(`${site.title} is closed`, ['It is being retired. If you still need something from it, say so soon: its data is going to be deleted.']);
    case 'retired':
      return message(`${site.title} is retired`, ['It was deleted, and it does not come back. Where its data went is on record here.']);
  }
}

function whyDisabled({ disabled }: VisitedSite): string {
  if (disabled === null || isSecurityReason(disabled.reason)) return 'It was closed while something about it is being looked at.';
  switch (disabled.reason) {
    case 'expired':
      return 'Its time was over, and nobody has renewed it.';
    case 'inactive':
      return 'Nobody seemed to use it any more.';
    case 'owner_departed':
      return 'Whoever owned it has left, and nobody has taken it over yet.';
    case 'project_completed':
      return 'What it was made for is completed.';
    case 'platform_action':
      return 'The platform that hosts it has closed it.';
    default:
      return 'Its owner or an admin has closed it.';
  }
}
