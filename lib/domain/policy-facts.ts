import type { AudienceMode, Drift, ObservedMode } from './audience';
import type { Classification, Sensitivity, SourceMode } from './classification';
import type { PolicyTrigger } from './policy';
import type { Role } from './permissions';
import type { RecordChange } from './request';
import type { ProhibitedUse } from './prohibited-use';
import type { SiteState } from './site';

/** Days are whole days, counted down to zero and up from it; -1 stands for "never" and "not known". */
export type PolicyFacts = {
  site: {
    slug: string;
    title: string;
    purpose: string;
    state: SiteState;
    classification: Classification;
    /** `''` where there is none. */
    department: string;
    audience: AudienceMode;
    /** `''` where nothing was observed. */
    observed: ObservedMode | '';
    drift: Drift;
    tags: string[];
    /** What the owner declares or its words give away (lib/domain/prohibited-use.ts). */
    uses: ProhibitedUse[];
    isOfficial: boolean;
    onLegalHold: boolean;
    isComplete: boolean;
    hasOwner: boolean;
    hasSuccessor: boolean;
    ageDays: number;
    daysToExpiry: number;
    daysSinceReview: number;
    daysSinceVisit: number;
    bindings: { kind: 'd1' | 'r2'; name: string; noteIsComplete: boolean }[];
    secrets: { key: string; ageDays: number }[];
    /** The age of the oldest secret in days; -1 without any. */
    oldestSecretDays: number;
    /** Environment keys that the platform has and the repository's example does not name. */
    undeclaredKeys: number;
    /** Versions saved since the last review. */
    unreviewedVersions: number;
  };
  /** What is about to happen; for other triggers than `widen` the audience is today's and nobody gains. */
  change: {
    trigger: PolicyTrigger;
    from: AudienceMode;
    to: AudienceMode;
    /** How many people could open the Site afterwards, groups resolved; of the whole workspace where it is that. */
    reach: number;
    gains: number;
    groups: string[];
    /** For how long a widening is asked for; -1: for good. */
    durationDays: number;
    /** How long the Site would run; -1 where the change is not about that. */
    lifetimeDays: number;
    /** What changed after the audience was approved; empty for other triggers than `change`. */
    changed: RecordChange[];
  };
  people: {
    /** `''` where the system does it. */
    requester: string;
    requesterRoles: Role[];
    requesterIsOwner: boolean;
    ownerDepartment: string;
    /** The departments of those who would gain access. */
    gainingDepartments: string[];
  };
  sources: {
    key: string;
    name: string;
    sensitivity: Sensitivity;
    isSensitive: boolean;
    /** How the Site uses it. */
    mode: Exclude<SourceMode, 'forbidden'>;
    /** What the workspace's matrix allows. */
    allowed: SourceMode;
    writes: boolean;
    hasOwner: boolean;
  }[];
  /** Pairs of sources of this Site that must not meet, by key, as `a + b`. */
  conflicts: string[];
};
