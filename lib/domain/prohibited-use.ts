import { z } from 'zod';

/**
 * Uses that a generated Site must not be put to: what a person or a maintained product has to do instead. The list is that
 * of row 12 of what the product covers; a default policy refuses them.
 */
export const prohibitedUses = [
  'payment_approval',
  'hr_evaluation',
  'final_legal_review',
  'financial_disclosure',
  'production_deployment',
  'regulated_submission',
  'customer_data_writes',
] as const;
export type ProhibitedUse = (typeof prohibitedUses)[number];

export const prohibitedUseLabels: Record<ProhibitedUse, string> = {
  payment_approval: 'Approves payments',
  hr_evaluation: 'Evaluates employees or candidates',
  final_legal_review: 'Gives the final legal word',
  financial_disclosure: 'Publishes financial figures',
  production_deployment: 'Deploys to production',
  regulated_submission: 'Submits to a regulator',
  customer_data_writes: 'Writes customer data',
};

/** Declared uses as they are kept: each once, in the order of the list. */
export const usesSchema = z
  .array(z.enum(prohibitedUses, `Choose from ${prohibitedUses.join(', ')}.`))
  .max(50)
  .transform((uses) => prohibitedUses.filter((use) => uses.includes(use)));

const approving = String.raw`(?:approv\w*|authori[sz]\w*|sign(?:s|ing)?[ -]off(?: on)?)`;
const payments = String.raw`(?:payments?|invoices?|payouts?|refunds?|reimbursements?|expenses?|wire transfers?|purchase[ -]orders?)`;
const staff = String.raw`(?:hr|employees?|staff|personnel|candidates?|applicants?|team members?)`;
const judging = String.raw`(?:evaluat\w*|scor(?:e|es|ing)|rank(?:s|ing|ings)?|rat(?:e|es|ing|ings)|apprais\w*|assess\w*)`;
const publishing = String.raw`(?:disclos\w*|publish\w*|publication|announc\w*)`;
const figures = String.raw`(?:earnings|quarterly results|financial (?:results|figures|statements|data|reports?)|financials)`;
const shipping = String.raw`(?:deploy\w*|push(?:es|ing)?|ship(?:s|ping)?|roll(?:s|ing)? out|releas(?:e|es|ing))`;
const regulators = String.raw`(?:the )?(?:regulators?|regulatory (?:bodies|body|authorit(?:y|ies))|fda|ema|sec|fca|finra|bafin|supervisory authority|tax authority)`;
const writing = String.raw`(?:writ(?:e|es|ing)|updat(?:e|es|ing)|edit(?:s|ing)?|chang(?:e|es|ing)|modif(?:y|ies|ying)|delet(?:e|es|ing)|overwrit(?:e|es|ing)|merg(?:e|es|ing)|correct(?:s|ing)?)`;
const customerData = String.raw`(?:customers?|clients?|crm|accounts?|contacts?)(?:[’']s?)?[ -](?:data|records?|entries|details|profiles?|addresses)`;
/** Some words in between, within one clause. */
const near = String.raw`[^.;:\n]{0,30}?`;

/** How people say that a Site does it. Broad on purpose: who is refused wrongly can say it better, who is let through wrongly can't be called back. */
const tellingWords: Record<ProhibitedUse, RegExp> = anyOf({
  payment_approval: [`${approving}\\b${near}\\b${payments}`, `${payments}[ -](?:approvals?|authori[sz]ations?|sign-?offs?)`, `releas(?:e|es|ing) (?:of )?(?:the )?payments?`],
  hr_evaluation: [`${staff}[ -](?:performance[ -])?${judging}`, `${judging}\\b${near}\\b${staff}`, 'performance (?:reviews?|appraisals?|evaluations?|ratings?)', '(?:hiring|promotion|termination|dismissal) decisions?'],
  final_legal_review: ['final legal', 'legal (?:sign-?off|approvals?|clearance)', `final\\b${near}\\b(?:legal|contract)[ -](?:reviews?|opinions?|advice|decisions?)`, `${approving}\\b${near}\\bcontracts?`, 'contract[ -](?:approvals?|sign-?offs?)'],
  financial_disclosure: ['(?:financial|earnings|investor)[ -](?:disclosures?|releases?|filings?|announcements?)', `${publishing}\\b${near}\\b${figures}`, `${figures}[ -](?:releases?|publication|announcements?)`, '(?:10-[kq]|20-f) filings?'],
  production_deployment: [`${shipping}\\b${near}\\b(?:to|into|in|on) (?:prod|production)`, '(?:prod|production)[ -](?:deploy\\w*|releases?|roll-?outs?|pushes)'],
  regulated_submission: ['(?:regulated|regulatory|regulator|fda|ema|sec|clinical trial)[ -](?:submissions?|filings?)', `(?:submi(?:t|ts|tting|ssions?)|fil(?:e|es|ing|ings))\\b${near}\\b(?:to|with) ${regulators}`],
  customer_data_writes: [`${writing}\\b${near}\\b${customerData}`, 'customer[ -](?:data|record)s?[ -](?:writes?|updates?|edits?|editing|write-?backs?)', 'writ(?:e|es|ing) back to (?:the )?(?:crm|salesforce|hubspot)'],
});

/** What each of them is about at least: nearly every text is dismissed by this, and there may be a million. */
const topics: Record<ProhibitedUse, RegExp> = {
  payment_approval: /approv|authori|sign|releas/i,
  hr_evaluation: /evaluat|scor|rank|rating|\brate|apprais|assess|performance|decision/i,
  final_legal_review: /legal|contract/i,
  financial_disclosure: /earnings|financial|investor|quarterly|10-|20-f/i,
  production_deployment: /\bprod/i,
  regulated_submission: /submi|\bfil/i,
  customer_data_writes: /customer|client|crm|account|contact|salesforce|hubspot/i,
};

function anyOf(words: Record<ProhibitedUse, string[]>): Record<ProhibitedUse, RegExp> {
  return Object.fromEntries(Object.entries(words).map(([use, ways]) => [use, new RegExp(`\\b(?:${ways.join('|')})\\b`, 'gi')])) as Record<ProhibitedUse, RegExp>;
}

/** Who says that it does not do it does not do it: the end of the words before, within the clause. */
const denied = /\b(?:not|never|no|nobody|cannot|can[’']t|doesn[’']t|don[’']t|without)\b[^.;:\n]{0,20}$/i;

/** The prohibited uses that a Site's own words give away: its name, description and purpose. */
export function usesInWords(texts: readonly (string | null)[]): ProhibitedUse[] {
  const told = texts.filter((text) => text !== null).join('\n').slice(0, 10_000);
  return prohibitedUses.filter((use) => topics[use].test(told) && [...told.matchAll(tellingWords[use])].some(({ index }) => !denied.test(told.slice(Math.max(0, index - 40), index))));
}
