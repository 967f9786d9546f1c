export const classifications = ['personal_draft', 'team_internal', 'company_wide', 'external_candidate'] as const;
export type Classification = (typeof classifications)[number];

export const classificationLabels: Record<Classification, string> = {
  personal_draft: 'Personal draft',
  team_internal: 'Team internal',
  company_wide: 'Company-wide',
  external_candidate: 'External candidate',
};

/** The sensitivity of a data source, from harmless to regulated. */
export const sensitivities = [
  'public',
  'internal',
  'customer',
  'financial',
  'employee',
  'legal',
  'security',
  'production',
  'regulated',
] as const;
export type Sensitivity = (typeof sensitivities)[number];

export const sensitivityLabels: Record<Sensitivity, string> = {
  public: 'Public',
  internal: 'Internal',
  customer: 'Customer',
  financial: 'Financial',
  employee: 'Employee',
  legal: 'Legal',
  security: 'Security',
  production: 'Production',
  regulated: 'Regulated',
};

/** Everything beyond `public` and `internal` always needs a security review before more people see it. */
export function isSensitive(sensitivity: Sensitivity): boolean {
  return sensitivity !== 'public' && sensitivity !== 'internal';
}

/** How a data source may be used (the plugin matrix) or is used by a Site. */
export const sourceModes = ['read_only', 'write_capable', 'confirmation_required', 'forbidden'] as const;
export type SourceMode = (typeof sourceModes)[number];

export const sourceModeLabels: Record<SourceMode, string> = {
  read_only: 'Read only',
  write_capable: 'Write capable',
  confirmation_required: 'Confirmation required',
  forbidden: 'Forbidden',
};
