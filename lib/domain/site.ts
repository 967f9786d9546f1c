import { addDays } from 'date-fns';
import { isWiderMode, widerMode, type AudienceMode, type Drift, type ObservedMode } from './audience';
import { isSensitive, type Classification, type Sensitivity, type SourceMode } from './classification';
import type { ProhibitedUse } from './prohibited-use';
import type { Settings } from './settings';

export const siteStates = ['draft', 'live', 'disabled', 'retiring', 'retired'] as const;
export type SiteState = (typeof siteStates)[number];

export const siteStateLabels: Record<SiteState, string> = {
  draft: 'Draft',
  live: 'Live',
  disabled: 'Disabled',
  retiring: 'Retiring',
  retired: 'Retired',
};

export const disableReasons = [
  'expired',
  'inactive',
  'owner_departed',
  'project_completed',
  'access_scope_mistake',
  'wrong_data',
  'policy_violation',
  'platform_action',
  'security_incident',
  'other',
] as const;
export type DisableReason = (typeof disableReasons)[number];

export const disableReasonLabels: Record<DisableReason, string> = {
  expired: 'Expired',
  inactive: 'Inactive',
  owner_departed: 'Owner departed',
  project_completed: 'Project completed',
  access_scope_mistake: 'Access scope mistake',
  wrong_data: 'Wrong data',
  policy_violation: 'Policy violation',
  platform_action: 'Platform action',
  security_incident: 'Security incident',
  other: 'Other',
};

/** Why a Site is closed to all but its owner until an admin has seen to it. */
export const quarantineReasons = ['owner_departed', 'unregistered'] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

export const quarantineReasonLabels: Record<QuarantineReason, string> = {
  owner_departed: 'Its owner left and nobody could take over',
  unregistered: 'It appeared on the platform without having been registered',
};

/** Derived from the record and the instant, never stored as a state. */
export const conditions = [
  'expiring',
  'expired',
  'review_due',
  'ownerless',
  'inactive',
  'drifted',
  'incomplete',
  'over_exposed',
] as const;
export type Condition = (typeof conditions)[number];

export const conditionLabels: Record<Condition, string> = {
  expiring: 'Expiring',
  expired: 'Expired',
  review_due: 'Review due',
  ownerless: 'Ownerless',
  inactive: 'Inactive',
  drifted: 'Drifted',
  incomplete: 'Incomplete',
  over_exposed: 'Over-exposed',
};

/** What a record must have before anyone calls it complete, in the order in which it is asked for. */
export const requiredFields = ['name', 'owner', 'department', 'expiry', 'data_source_note'] as const;
export type RequiredField = (typeof requiredFields)[number];

export const requiredFieldLabels: Record<RequiredField, string> = {
  name: 'Name',
  owner: 'Owner',
  department: 'Department',
  expiry: 'Expiry date',
  data_source_note: 'Data-source note',
};

export type Named = { id: string; name: string };
export type PersonRef = { id: string; name: string; email: string; active: boolean };
export type SiteSource = { id: string; key: string; name: string; sensitivity: Sensitivity; mode: SourceMode };

/** The part of the record that rules decide on. */
export type SiteFacts = {
  id: string;
  slug: string;
  title: string;
  description: string | null;
  purpose: string | null;
  state: SiteState;
  classification: Classification;
  dataSourceNote: string | null;
  department: Named | null;
  owner: PersonRef | null;
  successor: PersonRef | null;
  /** When the successor said yes; null until then. */
  successorAcceptedAt: Date | null;
  audience: { mode: AudienceMode; people: PersonRef[]; groups: Named[] };
  observedMode: ObservedMode | null;
  drift: Drift;
  expiresAt: Date | null;
  reviewDueAt: Date | null;
  lastReviewedAt: Date | null;
  lastVisitedAt: Date | null;
  officialSince: Date | null;
  /** When somebody asked the owner to confirm the record; null once a review has answered. */
  attestationAskedAt: Date | null;
  /** The workspace's own words, as `tagsSchema` leaves them. */
  tags: string[];
  /** What it is used for that a policy may have a word on, as its owner declares it. */
  uses: ProhibitedUse[];
  disabled: { at: Date; reason: DisableReason; note: string | null; from: SiteState } | null;
  legalHold: { at: Date; reason: string } | null;
  /** When somebody who answers for it last said that it is still needed though nobody visits it. */
  keptAt: Date | null;
  quarantine: { at: Date; reason: QuarantineReason } | null;
  /** Since when a complete report of the platform has not shown it. */
  missingSince: Date | null;
  dataSources: SiteSource[];
  revision: number;
};

type CompletenessFacts = {
  title: string;
  ownerId: string | null;
  departmentId: string | null;
  expiresAt: Date | null;
  dataSourceNote: string | null;
};

/** The required fields that are still empty. */
export function missingFields(site: CompletenessFacts): RequiredField[] {
  const present: Record<RequiredField, boolean> = {
    name: site.title.trim() !== '',
    owner: site.ownerId !== null,
    department: site.departmentId !== null,
    expiry: site.expiresAt !== null,
    data_source_note: (site.dataSourceNote ?? '').trim() !== '',
  };
  return requiredFields.filter((field) => !present[field]);
}

/** Share of the required fields that is there, in whole percent. */
export function completeness(missing: readonly RequiredField[]): number {
  return Math.round((100 * (requiredFields.length - missing.length)) / requiredFields.length);
}

/** What conditions are derived from; the list reads exactly these columns. */
export type ConditionFacts = CompletenessFacts & {
  state: SiteState;
  audience: AudienceMode;
  observedMode: ObservedMode | null;
  drift: Drift;
  classification: Classification;
  ownerActive: boolean;
  reviewDueAt: Date | null;
  lastVisitedAt: Date | null;
  sensitivities: readonly Sensitivity[];
};

/** The widest audience that fits a classification. External candidates stay prototypes among named people. */
const widestFor: Record<Classification, AudienceMode> = {
  personal_draft: 'custom',
  team_internal: 'custom',
  company_wide: 'workspace_all',
  external_candidate: 'custom',
};

/**
 * The conditions of a Site at an instant. A retired Site has none: nothing can be done about it.
 * The same rules stand as SQL in lib/sites/site-where.ts; a test holds the two against each other.
 */
export function conditionsOf(site: ConditionFacts, settings: Settings, now: Date): Condition[] {
  if (site.state === 'retired') return [];
  const found: Condition[] = [];
  if (site.expiresAt !== null && site.expiresAt <= now) found.push('expired');
  else if (site.expiresAt !== null && site.expiresAt < addDays(now, settings.expiringDays)) found.push('expiring');
  if (site.reviewDueAt !== null && site.reviewDueAt <= now) found.push('review_due');
  if (site.ownerId === null || !site.ownerActive) found.push('ownerless');
  if (
    site.state === 'live' &&
    site.lastVisitedAt !== null &&
    site.lastVisitedAt <= addDays(now, -settings.inactiveDays[site.classification])
  ) {
    found.push('inactive');
  }
  if (site.drift !== 'none') found.push('drifted');
  if (missingFields(site).length > 0) found.push('incomplete');
  if (isOverExposed(site)) found.push('over_exposed');
  return found;
}

/**
 * Over-exposed: reported as public, or open (by approval or by the platform's report, whichever is wider) further
 * than its classification fits, or open to the whole workspace while it reads a sensitive source.
 */
export function isOverExposed(
  site: Pick<ConditionFacts, 'audience' | 'observedMode' | 'classification' | 'sensitivities'>,
): boolean {
  const exposure = widerMode<ObservedMode>(site.audience, site.observedMode ?? 'admins_only');
  if (exposure === 'public') return true;
  if (isWiderMode(exposure, widestFor[site.classification])) return true;
  return exposure === 'workspace_all' && site.sensitivities.some(isSensitive);
}
