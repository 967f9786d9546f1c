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
