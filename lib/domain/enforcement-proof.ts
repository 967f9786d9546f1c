import { driftOf, type AudienceMode, type ObservedAccess } from './audience';
import type { EnforcementState, EnforcementWish } from './enforcement';

/** What one report of the platform says of one Site. Null: it says nothing about this. */
export type PlatformReport = {
  access: ObservedAccess | null;
  /** The e-mail of the user whom it names as owner. */
  owner: string | null;
  status: string | null;
  /** False only where the report is complete and doesn't show the Site. */
  isShown: boolean | null;
};

/** The Site as this console knows it beside the report. */
export type ReportedSite = { owner: string | null; audience: AudienceMode; isClosed: boolean };

export type ProofVerdict = 'proves' | 'disproves' | 'silent';

/** The platform's words for a Site that nobody but admins can open. */
export function isSuspended(status: string | null | undefined): boolean {
  return /suspend|disabled/i.test(status ?? '');
}

/** Whether a report shows what was asked for, shows something else, or says nothing about it. */
export function provedBy(wish: EnforcementWish, report: PlatformReport, site: ReportedSite): ProofVerdict {
  if (wish.aspect === 'existence') return report.isShown === null ? 'silent' : verdict(!report.isShown);
  // What isn't there lets nobody in and belongs to nobody; whether that is well is another question.
  if (report.isShown === false) return 'silent';
  switch (wish.aspect) {
    case 'access':
      return accessProved(wish, report.access, site);
    case 'availability':
      return wish.open ? openProved(report, site) : closedProved(report, site);
    case 'ownership':
      // A user without an address is known by the platform’s id only.
      return report.owner === null || !report.owner.includes('@') ? 'silent' : verdict(report.owner === wish.email);
  }
}

const verdict = (isTrue: boolean): ProofVerdict => (isTrue ? 'proves' : 'disproves');

function accessProved(wish: Extract<EnforcementWish, { aspect: 'access' }>, access: ObservedAccess | null, { owner, isClosed }: ReportedSite): ProofVerdict {
  if (access === null) return 'silent';
  const groups = wish.groups.flatMap(({ id }) => id ?? []);
  const drift = driftOf({ mode: wish.mode, emails: wish.people.map(({ email }) => email), groups, owner }, access);
  if (drift === 'none') return wish.mode === 'custom' && (access.emails === null || access.groups === null) ? 'silent' : 'proves';
  // A Site may have been closed by keeping everybody out; that it lets in fewer then says nothing.
  if (drift === 'narrower' && isClosed) return 'silent';
  const isUnmatched = groups.length < wish.groups.length && access.mode === 'custom';
  return isUnmatched ? 'silent' : 'disproves';
}

/** Closed is a Site that is suspended, or that nobody but its owner and admins can open. */
function closedProved({ status, access }: PlatformReport, { owner }: ReportedSite): ProofVerdict {
  if (isSuspended(status)) return 'proves';
  if (access !== null) return isOwnerOnly(access, owner) ? 'proves' : status === null ? 'silent' : 'disproves';
  return status === null ? 'silent' : 'disproves';
}

/** Open is a Site that is not suspended and not kept from those whom it was approved for. */
function openProved({ status, access }: PlatformReport, { owner, audience }: ReportedSite): ProofVerdict {
  if (status === null) return 'silent';
  if (isSuspended(status)) return 'disproves';
  return access === null || audience === 'admins_only' ? 'proves' : verdict(!isOwnerOnly(access, owner));
}

function isOwnerOnly(access: ObservedAccess, owner: string | null): boolean {
  return driftOf({ mode: 'admins_only', emails: [], groups: [], owner }, access) === 'none';
}

export type DemandFacts = { state: EnforcementState; requestedAt: Date; settledAt: Date | null };

/**
 * What a report does to a demand. It closes what was asked before it and shows it done; it reopens only what it disproves
 * and is newer than: a report that was made before somebody confirmed the work can't speak against it.
 */
export function settledBy(demand: DemandFacts, found: ProofVerdict, reportedAt: Date): 'confirmed' | 'reopened' | null {
  if (found === 'proves' && demand.state !== 'confirmed' && demand.state !== 'superseded') return reportedAt >= demand.requestedAt ? 'confirmed' : null;
  if (found === 'disproves' && demand.state === 'confirmed') return demand.settledAt === null || reportedAt > demand.settledAt ? 'reopened' : null;
  return null;
}
