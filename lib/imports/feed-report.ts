import type { PlatformReport, ReportedSite } from '@/lib/domain/enforcement-proof';
import type { ObservedMode } from '@/lib/domain/audience';
import type { SitePatch } from '@/lib/domain/site-decisions';
import { readObservedAccess, type StoredObservedAccess } from '@/lib/sites/observed-access';
import type { ExistingSite } from './existing-sites';

/** What one report says of one Site that is known here: what demands are proved by. */
export type SiteReport = { siteId: string; report: PlatformReport; site: ReportedSite };

type Said = {
  /** Who may open it, where the report says so and is no older than what is known. */
  access: { mode: ObservedMode; stored: StoredObservedAccess } | null;
  status: string | undefined;
  isOlder: boolean;
};

/** A report of a Site in the words that demands are proved by. What is older than what is known says nothing. */
export function reportOn(known: ExistingSite, patch: SitePatch, owner: string | null, { access, status, isOlder }: Said): SiteReport {
  const reportedOwner = access?.stored.users?.find(({ role }) => role === 'owner')?.email.toLowerCase() ?? null;
  return {
    siteId: known.id,
    report: {
      access: access === null ? null : readObservedAccess(access.mode, access.stored),
      owner: reportedOwner,
      status: isOlder ? null : (status ?? null),
      isShown: isOlder ? null : true,
    },
    site: { owner, audience: known.audience, isClosed: !['draft', 'live'].includes(patch.state ?? known.state) },
  };
}

/** What a complete report says of a Site that it doesn't show. */
export function reportOfAbsence(siteId: string): SiteReport {
  return { siteId, report: { access: null, owner: null, status: null, isShown: false }, site: { owner: null, audience: 'admins_only', isClosed: true } };
}
