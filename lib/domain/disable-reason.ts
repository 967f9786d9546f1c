import { disableReasons, type DisableReason } from './site';
import { judge, judgeOnSite, siteStandings, type SiteRelations, type Subject, type Verdict } from './verdict';

/** Who may give a reason, besides the lifecycle itself. */
type ReasonRule = {
  /** Whether the owner may; reviewers and admins may give every reason. */
  owner: true | string;
  /** Whether it takes a reviewer or an admin to open the Site again. */
  isSecurity: boolean;
  /** Whether the lifecycle gives it by itself. */
  bySystem: boolean;
};

const ownersDont = 'Only the lifecycle, a reviewer or an admin can give this reason.';

/**
 * Who may disable a Site for which reason: the one table that the dialog, the server and docs/permissions.md read. An
 * owner can always close their own Site at once; they only can't speak for the lifecycle, a reviewer or the platform.
 */
export const disableReasonRules = {
  expired: { owner: 'A Site that expires is closed by the lifecycle. To close it before, choose another reason.', isSecurity: false, bySystem: true },
  inactive: { owner: true, isSecurity: false, bySystem: true },
  owner_departed: { owner: ownersDont, isSecurity: false, bySystem: true },
  project_completed: { owner: true, isSecurity: false, bySystem: false },
  access_scope_mistake: { owner: true, isSecurity: true, bySystem: false },
  wrong_data: { owner: true, isSecurity: true, bySystem: false },
  policy_violation: { owner: 'A reviewer or an admin finds that a policy was violated.', isSecurity: true, bySystem: false },
  platform_action: { owner: ownersDont, isSecurity: false, bySystem: true },
  security_incident: { owner: true, isSecurity: true, bySystem: false },
  other: { owner: true, isSecurity: false, bySystem: true },
} as const satisfies Record<DisableReason, ReasonRule>;

/** Reasons after which the owner alone can't open the Site again. */
export function isSecurityReason(reason: DisableReason): boolean {
  return disableReasonRules[reason].isSecurity;
}

/** Whether somebody may disable a Site for a reason: the table of permissions first, then that of reasons. */
export function judgeDisable(reason: DisableReason, subject: Subject, site: SiteRelations): Verdict {
  const verdict = judgeOnSite('site.disable', subject, site);
  if (!verdict.allowed) return verdict;
  const held = siteStandings(subject, site);
  const rule: true | string = disableReasonRules[reason].owner;
  if (rule === true || judge('site.enable_after_security', held).allowed) return verdict;
  return { allowed: false, hidden: false, reason: rule };
}

export type OfferedReason = { reason: DisableReason; /** Why it can't be given; null where it can. */ refusal: string | null };

/** All reasons as the dialog offers them to somebody. */
export function offeredReasons(subject: Subject, site: SiteRelations): OfferedReason[] {
  return disableReasons.map((reason) => {
    const verdict = judgeDisable(reason, subject, site);
    return { reason, refusal: verdict.allowed ? null : verdict.reason };
  });
}
