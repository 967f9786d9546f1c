/** What a sweep counts, as a table reads it; a word that is not here is shown as it is. */
const countLabels: Record<string, string> = {
  reminded: 'reminded',
  disabled_expired: 'disabled as expired',
  disabled_inactive: 'disabled as inactive',
  disabled_unreviewed: 'disabled, unreviewed',
  disabled_policy: 'disabled by a policy',
  narrowed: 'narrowed',
  renewed_by_use: 'renewed by use',
  retirement_begun: 'retirements begun',
  handed_over: 'handed over',
  quarantined: 'into quarantine',
  retirement_closed: 'closed for retirement',
  retirement_held: 'retirements held',
  retirement_resumed: 'retirements resumed',
  deletion_begun: 'deletions asked for',
  retired: 'retired',
  fell_back: 'audiences fell back',
  terms_ended: 'widenings ended',
  terms_told: 'endings told',
  re_reviews: 're-reviews opened',
  incidents_told: 'incidents told',
  unconfirmed: 'unconfirmed',
  redacted: 'tombstones without names',
  requests_reminded: 'requests reminded of',
  requests_escalated: 'requests escalated',
  requests_timed_out: 'requests ended without an answer',
  campaign_reminded: 'reminded of access reviews',
  campaign_reassigned: 'access reviews given to somebody else',
  campaign_silent: 'without an answer in an access review',
  campaigns_closed: 'access reviews closed',
  campaigns_begun: 'access reviews begun anew',
  passed_over: 'passed over',
};

/** What a sweep did, in one line. */
export function sweepWords(counts: Record<string, number>): string {
  const words = Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en-US')} ${countLabels[what] ?? what.replaceAll('_', ' ')}`);
  return words.length === 0 ? 'Nothing to do' : words.join(', ');
}
