import { isSensitive, type Sensitivity, type SourceMode } from '@/lib/domain/classification';
import type { ActivePolicy, PolicyRule } from '@/lib/domain/policy';
import type { PolicyFacts } from '@/lib/domain/policy-facts';

type Source = PolicyFacts['sources'][number];

export type FactsInput = Partial<PolicyFacts['site']> & {
  change?: Partial<PolicyFacts['change']>;
  people?: Partial<PolicyFacts['people']>;
  sources?: Source[];
  conflicts?: string[];
};

/** A source as a Site uses it: read, and allowed to be read and written to, unless told otherwise. */
export function usedSource(sensitivity: Sensitivity, mode: Source['mode'] = 'read_only', allowed: SourceMode = 'write_capable'): Source {
  return { key: sensitivity, name: sensitivity, sensitivity, isSensitive: isSensitive(sensitivity), mode, allowed, writes: mode !== 'read_only', hasOwner: true };
}

/** A tidy Site of a team whose owner asks to let twenty people of the company in, unless told otherwise. */
export function policyFacts({ change, people, sources = [], conflicts = [], ...site }: FactsInput = {}): PolicyFacts {
  return {
    site: {
      slug: 'team-notes',
      title: 'Team notes',
      purpose: 'Notes of the team.',
      state: 'live',
      classification: 'team_internal',
      department: 'Sales',
      audience: 'custom',
      observed: 'custom',
      drift: 'none',
      tags: [],
      uses: [],
      isOfficial: false,
      onLegalHold: false,
      isComplete: true,
      hasOwner: true,
      hasSuccessor: true,
      ageDays: 40,
      daysToExpiry: 60,
      daysSinceReview: 10,
      daysSinceVisit: 1,
      bindings: [],
      secrets: [],
      oldestSecretDays: -1,
      undeclaredKeys: 0,
      unreviewedVersions: 0,
      ...site,
    },
    change: { trigger: 'widen', from: site.audience ?? 'custom', to: 'custom', reach: 20, gains: 15, groups: [], durationDays: -1, lifetimeDays: -1, changed: [], ...change },
    people: { requester: 'owner@example.com', requesterRoles: ['member'], requesterIsOwner: true, ownerDepartment: 'Sales', gainingDepartments: ['Sales'], ...people },
    sources,
    conflicts,
  };
}

/** Rules as if they were in force, in their first version. */
export function inForce(rules: readonly PolicyRule[]): ActivePolicy[] {
  return rules.map((rule) => ({ ...rule, id: rule.key, version: 1 }));
}
