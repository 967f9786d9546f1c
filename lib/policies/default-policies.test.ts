import { describe, expect, it } from 'vitest';
import { classifications, sensitivities, isSensitive } from '@/lib/domain/classification';
import { policyRuleSchema } from '@/lib/domain/policy';
import { prohibitedUses, usesInWords, type ProhibitedUse } from '@/lib/domain/prohibited-use';
import { inForce, policyFacts, usedSource, type FactsInput } from '../../tests/support/policy-facts';
import { checkCondition } from './cel';
import { defaultPolicies } from './default-policies';
import { judgePolicies } from './judge-policies';

const policies = inForce(defaultPolicies);

/** What the default policies say of it: the keys of those that forbid and warn, and what is asked for. */
function said(input: FactsInput) {
  const { forbidden, warnings, stages, evidence, isLowRisk, reReview, disable, asked } = judgePolicies(policies, policyFacts(input));
  expect(asked.filter(({ failure }) => failure !== null)).toEqual([]);
  return {
    ...(forbidden.length > 0 && { forbidden: forbidden.map(({ policy }) => policy.key) }),
    ...(warnings.length > 0 && { warns: warnings.map(({ policy }) => policy.key) }),
    ...(stages.length > 0 && { review: stages.map(({ key, who, approvals }) => `${key}: ${approvals} of ${who.roles.join()}`).join('; ') }),
    ...(evidence.length > 0 && { evidence: evidence.map(({ kind }) => kind).sort() }),
    ...(isLowRisk && { lowRisk: true }),
    ...(reReview !== null && { reReview: reReview.narrowFirst ? 'closed' : 'open' }),
    ...(disable.length > 0 && { disable: true }),
  };
}

const security = 'review: 1 of reviewer';
const tests = ['data_note', 'low_privilege_test', 'object_access_test', 'secrets_scan'];
const withWayBack = ['data_note', 'low_privilege_test', 'object_access_test', 'rollback_plan', 'secrets_scan', 'source_diff'];
const forEverybody = ['content_review', 'data_note', 'low_privilege_test', 'object_access_test', 'rollback_plan', 'secrets_scan', 'source_diff'];
const everybody = { to: 'workspace_all' as const };
const note = (noteIsComplete: boolean) => [{ kind: 'd1' as const, name: 'DB', noteIsComplete }];
const secret = (ageDays: number): FactsInput => ({ secrets: [{ key: 'KEY', ageDays }], oldestSecretDays: ageDays });
const forbidden = (...keys: string[]) => ({ forbidden: keys });

/** Rows 12, 13, 17 and 18 of what the product covers, as cases. */
const cases: [string, FactsInput, object][] = [
  // Without sensitive sources nothing is asked for but the workspace's usual review.
  ['a tidy Site, to some more people', {}, {}],
  ['a tidy Site, to the whole workspace of a small company', { change: { ...everybody, reach: 40 } }, {}],
  ['a public source', { sources: [usedSource('public')] }, {}],
  ['an internal source', { sources: [usedSource('internal')] }, {}],
  ['an internal source that is written to', { sources: [usedSource('internal', 'write_capable')] }, {}],
  ['public and internal sources for everybody', { sources: [usedSource('public'), usedSource('internal')], change: { ...everybody, reach: 50 } }, {}],
  ...classifications.map((classification): [string, FactsInput, object] => [`${classification}, to named people`, { classification }, {}]),

  // Sensitive sources always need a security review.
  ...sensitivities.filter(isSensitive).map((sensitivity): [string, FactsInput, object] => [`${sensitivity} data`, { sources: [usedSource(sensitivity)] }, { review: security, evidence: tests }]),
  ['one sensitive source among harmless ones', { sources: [usedSource('public'), usedSource('internal'), usedSource('legal')] }, { review: security, evidence: tests }],
  ['two sensitive sources: still one review', { sources: [usedSource('legal'), usedSource('financial')] }, { review: security, evidence: tests }],
  ['sensitive data for a single person more', { sources: [usedSource('employee')], change: { reach: 2, gains: 1 } }, { review: security, evidence: tests }],
  ['sensitive data for everybody', { sources: [usedSource('customer')], change: everybody }, { review: security, evidence: forEverybody, warns: ['sensitive-everywhere'] }],
  ['sensitive data that is written', { sources: [usedSource('financial', 'write_capable')] }, { review: security, evidence: withWayBack }],
  ['sensitive data written after a confirmation', { sources: [usedSource('financial', 'confirmation_required')] }, { review: security, evidence: withWayBack }],
  ['a system of record with sensitive data', { isOfficial: true, sources: [usedSource('security')] }, { review: security, evidence: tests }],

  // Prohibited uses are refused, whoever asks and however few people it is for.
  ...prohibitedUses.map((use): [string, FactsInput, object] => [`the use ${use}`, { uses: [use] }, forbidden('prohibited-uses')]),
  ['all prohibited uses at once', { uses: [...prohibitedUses] }, forbidden('prohibited-uses')],
  ['a prohibited use for one person more', { uses: ['payment_approval'], change: { reach: 2, gains: 1 } }, forbidden('prohibited-uses')],
  ['a prohibited use that an admin asks to widen', { uses: ['hr_evaluation'], people: { requesterRoles: ['admin'], requesterIsOwner: false } }, forbidden('prohibited-uses')],
  ['writing to a source of customer data', { sources: [usedSource('customer', 'write_capable')] }, { ...forbidden('prohibited-uses'), review: security, evidence: withWayBack }],
  ['re-enabling a prohibited use', { state: 'disabled', uses: ['production_deployment'], change: { trigger: 're_enable' } }, forbidden('prohibited-uses')],

  // External candidates stay prototypes.
  ['an external candidate for everybody', { classification: 'external_candidate', change: everybody }, forbidden('external-prototypes')],
  ['a company-wide Site for everybody', { classification: 'company_wide', change: everybody }, {}],
  ['an external candidate that was open to everybody, re-enabled', { classification: 'external_candidate', audience: 'workspace_all', change: { trigger: 're_enable', ...everybody } }, forbidden('external-prototypes')],

  // More than 50 people raise a flag.
  ['50 people', { change: { reach: 50 } }, {}],
  ['51 people', { change: { reach: 51 } }, { warns: ['many-people'] }],
  ['51 people of whom one is new', { change: { reach: 51, gains: 1 } }, { warns: ['many-people'] }],
  ['a whole workspace of thousands', { classification: 'company_wide', change: { ...everybody, reach: 9000, gains: 8900 } }, { warns: ['many-people'] }],

  // Sources that must not meet.
  ['two sources that must not meet', { sources: [usedSource('public'), usedSource('internal')], conflicts: ['internal + public'] }, forbidden('sources-apart')],
  ['two sensitive sources that must not meet', { sources: [usedSource('legal'), usedSource('employee')], conflicts: ['employee + legal'] }, { ...forbidden('sources-apart'), review: security, evidence: tests }],
  ['re-enabling where two sources must not meet', { state: 'disabled', conflicts: ['a + b'], change: { trigger: 're_enable' } }, forbidden('sources-apart')],

  // The plugin matrix.
  ['a forbidden source that is only read', { sources: [usedSource('internal', 'read_only', 'forbidden')] }, forbidden('forbidden-sources')],
  ['writing to a forbidden source', { sources: [usedSource('internal', 'write_capable', 'forbidden')] }, forbidden('forbidden-sources')],
  ['a source that is read as it may be', { sources: [usedSource('internal', 'read_only', 'read_only')] }, {}],
  ['writing to a read-only source', { sources: [usedSource('internal', 'write_capable', 'read_only')] }, forbidden('read-only-sources')],
  ['writing to a read-only source after a confirmation', { sources: [usedSource('internal', 'confirmation_required', 'read_only')] }, forbidden('read-only-sources')],
  ['reading a source that needs confirmation to be written to', { sources: [usedSource('internal', 'read_only', 'confirmation_required')] }, {}],
  ['writing, as the matrix wants it, after a confirmation', { sources: [usedSource('internal', 'confirmation_required', 'confirmation_required')] }, { review: security, evidence: ['low_privilege_test', 'rollback_plan'] }],
  ['writing without the confirmation that is needed', { sources: [usedSource('internal', 'write_capable', 'confirmation_required')] }, { review: security, evidence: ['low_privilege_test', 'rollback_plan'] }],
  ['customer data written after a confirmation', { sources: [usedSource('customer', 'confirmation_required', 'confirmation_required')] }, { review: security, evidence: withWayBack }],
  ['every breach at once: all are said', { uses: ['payment_approval'], sources: [usedSource('legal', 'write_capable', 'forbidden'), usedSource('internal', 'write_capable', 'read_only')], conflicts: ['a + b'], classification: 'external_candidate', change: everybody }, {
    forbidden: ['external-prototypes', 'forbidden-sources', 'prohibited-uses', 'read-only-sources', 'sources-apart'], warns: ['sensitive-everywhere'], review: security, evidence: forEverybody,
  }],

  // Storage notes and secrets.
  ['a finished storage note', { bindings: note(true) }, {}],
  ['an unfinished storage note', { bindings: note(false) }, { warns: ['storage-notes'] }],
  ['a finished storage note beside sensitive data', { bindings: note(true), sources: [usedSource('employee')] }, { review: security, evidence: ['bindings', ...tests] }],
  ['an unfinished storage note beside sensitive data', { bindings: note(false), sources: [usedSource('employee')] }, { warns: ['storage-notes'], review: security, evidence: ['bindings', ...tests] }],
  ['a secret of 180 days', secret(180), {}],
  ['a secret of 181 days', secret(181), { warns: ['stale-secrets'] }],
  ['a stale secret beside sensitive data', { ...secret(300), sources: [usedSource('regulated')] }, { warns: ['stale-secrets'], review: security, evidence: tests }],
  ['a secret of more than a year beside sensitive data', { ...secret(366), sources: [usedSource('regulated')] }, { ...forbidden('stale-secrets-sensitive'), warns: ['stale-secrets'], review: security, evidence: tests }],
  ['a secret of more than a year beside harmless data', { ...secret(900), sources: [usedSource('internal')] }, { warns: ['stale-secrets'] }],

  // Low risk.
  ['ten people and nothing sensitive', { change: { reach: 10 } }, { lowRisk: true }],
  ['ten people and an internal source that is read', { sources: [usedSource('internal')], change: { reach: 10 } }, { lowRisk: true }],
  ['ten people and an internal source that is written to', { sources: [usedSource('internal', 'write_capable')], change: { reach: 10 } }, {}],
  ['ten people and an unfinished note', { bindings: note(false), change: { reach: 10 } }, { warns: ['storage-notes'] }],
  ['ten people of a whole workspace of ten', { change: { ...everybody, reach: 10 } }, {}],

  // What changes after the approval, and what the platform reports.
  ['an open Site that changed', { change: { trigger: 'change' } }, { reReview: 'open' }],
  ['an open Site that took on a forbidden source', { sources: [usedSource('internal', 'read_only', 'forbidden')], change: { trigger: 'change' } }, { reReview: 'closed' }],
  ['an open Site that began to write to a read-only source', { sources: [usedSource('internal', 'write_capable', 'read_only')], change: { trigger: 'change' } }, { reReview: 'closed' }],
  ['an open Site in which two sources met', { conflicts: ['a + b'], change: { trigger: 'change' } }, { reReview: 'closed' }],
  ['a Site reported as public, while the policy for it is switched off', { observed: 'public', drift: 'wider', change: { trigger: 'drift' } }, {}],
  ['a deployment with a forbidden source', { sources: [usedSource('internal', 'read_only', 'forbidden')], change: { trigger: 'deploy' } }, forbidden('forbidden-sources')],
];

describe('the default policies', () => {
  it('can be saved as they are', () => {
    expect(new Set(defaultPolicies.map(({ key }) => key)).size).toBe(defaultPolicies.length);
    for (const policy of defaultPolicies) {
      expect(policyRuleSchema.parse(policy)).toEqual(policy);
      expect(checkCondition(policy.condition), policy.key).toBeNull();
    }
  });

  it('have at least sixty cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
  });

  it.each(cases)('%s', (_name, input, expected) => {
    expect(said(input)).toEqual(expected);
  });

  it('each is needed: without it a case comes out otherwise', () => {
    for (const { key } of defaultPolicies.filter(({ isEnabled }) => isEnabled)) {
      const without = inForce(defaultPolicies.filter((policy) => policy.key !== key));
      const differs = cases.some(([, input]) => {
        const [all, fewer] = [policies, without].map((given) => ({ ...judgePolicies(given, policyFacts(input)), asked: null }));
        return JSON.stringify(all) !== JSON.stringify(fewer);
      });
      expect(differs, key).toBe(true);
    }
  });
});

describe('the words of a Site', () => {
  const telling: [ProhibitedUse, string[]][] = [
    ['payment_approval', ['Approves payments to vendors.', 'Payment approval for the month', 'A queue where managers authorise invoices', 'Signs off purchase orders', 'Refund approvals', 'Releases payments on Fridays']],
    ['hr_evaluation', ['Scores candidates for interviews', 'Employee performance evaluation', 'Ranks all applicants', 'Performance reviews of the team', 'Helps with hiring decisions', 'Rating of staff by output']],
    ['final_legal_review', ['Gives the final legal review', 'Legal sign-off for campaigns', 'Approves contracts below 10k', 'The final contract decision']],
    ['financial_disclosure', ['Publishes quarterly results', 'Earnings release drafts go out from here', 'Discloses financial figures to investors', 'Financial disclosure']],
    ['production_deployment', ['Deploys services to production', 'Pushes the build into prod', 'Production deployments with one click']],
    ['regulated_submission', ['Submits reports to the regulator', 'Regulatory submission of trial data', 'Files the forms with the SEC', 'FDA filings']],
    ['customer_data_writes', ['Updates customer records in the CRM', 'Edits the contact data of accounts', 'Writes back to Salesforce', 'Customer data updates']],
  ];
  it.each(telling.flatMap(([use, texts]) => texts.map((text) => [text, use] as const)))('“%s” give away %s', (text, use) => {
    expect(usesInWords(['A tool', null, text])).toEqual([use]);
  });

  it.each([
    'Notes of calls with customers.',
    'Shows which invoices are still open.',
    'Answers what may be expensed and by whom it is approved.',
    'Never approves payments: it only lists them.',
    'Reads customer records without editing customer data.',
    'Does not deploy to production.',
    'Shows the state of production.',
    'Where contracts end this year.',
    'Reads earnings reports that are public.',
    'Ranks our blog posts by visits.',
    'What a new colleague needs in the first week.',
    'Explains how a submission to the board is written.',
    '',
  ])('“%s” give away nothing', (text) => {
    expect(usesInWords([text])).toEqual([]);
  });
});
