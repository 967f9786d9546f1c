/** A filter in the parameters of the list's URL. */
export type Filter = Record<string, string>;

/** One value or several of every field, alone: wide ones, narrow ones, excluded ones, empty ones. */
const single: Filter[] = [
  { state: 'live' }, { state: 'draft,retired' }, { state: '-retired' },
  { audience: 'workspace_all' }, { audience: 'admins_only,custom' }, { observed: 'public' }, { observed: '-none' },
  { classification: 'company_wide' }, { sensitivity: 'customer' }, { sensitivity: 'regulated,security' }, { sensitivity: 'none' },
  { condition: 'expired' }, { condition: 'expiring,review_due' }, { condition: 'over_exposed' }, { condition: 'ownerless' },
  { completeness: '100' }, { completeness: '-100' }, { ownerStatus: 'deactivated' }, { ownerStatus: 'active' },
  { department: 'Sales' }, { department: 'Treasury,Strategy' }, { department: '-Engineering' }, { department: 'none' },
  { owner: 'owner@example.com' }, { owner: '-owner@example.com' }, { successor: 'none' }, { source: 'slack' }, { source: 'weather,trial_records' }, { source: '-slack' },
  { tag: 'weekly' }, { tag: 'none' }, { tag: '-okr,-pilot' },
];

const dated: Filter[] = [
  { expires: '<30d' }, { expires: 'past' }, { expires: 'none' }, { expires: '2026-12-01..2027-03-01' }, { reviewDue: 'overdue' }, { visited: '>90d' }, { visited: 'none' },
  { created: '<1y' }, { updated: '<7d' }, { reviewed: '>6m' }, { official: 'any' },
];

const combined: Filter[] = [
  { state: 'live', audience: 'workspace_all' },
  { state: 'live', expires: '<30d' },
  { audience: 'custom', department: 'Sales' },
  { department: 'Finance', sensitivity: 'financial' },
  { condition: 'drifted', state: '-retired' },
  { source: 'salesforce', classification: 'team_internal' },
  { visited: '>90d', ownerStatus: 'active' },
  { state: 'live', audience: 'admins_only', classification: 'team_internal' },
  { state: '-retired,-retiring', department: 'Engineering', condition: 'review_due' },
  { audience: 'workspace_all', sensitivity: 'customer', expires: '<90d' },
  { ownerStatus: 'deactivated', state: 'live', visited: '>30d' },
  { tag: 'weekly', department: '-Sales', completeness: '100' },
  { state: 'live', audience: 'custom', source: 'slack', reviewDue: 'overdue' },
  { owner: 'owner@example.com', state: 'live', expires: '<90d' },
  { created: '<1y', classification: '-personal_draft', observed: 'workspace_all' },
];

const texts = ['dashboard', 'forecast', 'e', 'carbon', 'anna', 'zzqxjv', 'Silverfield'];

/** Some sixty filters without text, none at all among them, and some with. */
export function facetFilters(): Filter[] {
  const withText = texts.flatMap((q): Filter[] => [{ q }, { q, state: 'live' }, { q, audience: 'custom', department: 'Sales', condition: 'expiring' }]);
  return [{}, ...single, ...dated, ...combined, ...withText];
}

/** Three filters each, from wide to narrow, to be sorted by everything. */
export const triples: Filter[] = [
  { state: 'live', audience: 'admins_only', classification: 'team_internal' },
  { state: '-retired', department: 'Sales', condition: 'review_due' },
  { ownerStatus: 'active', expires: '<90d', source: 'slack' },
];
