import { z } from 'zod';
import { sensitivities } from './classification';

const points = z.int().min(0).max(100);

/**
 * How much each thing weighs in the risk of a request, in points (lib/domain/risk.ts adds them up to at most 100).
 * The model is sensitivity times exposure, plus what makes an exposure harder to take back.
 */
export const riskWeightsSchema = z.strictObject({
  /** Of the most sensitive source, before it is multiplied by the exposure. */
  sensitivity: z.strictObject(Object.fromEntries(sensitivities.map((sensitivity) => [sensitivity, points])) as Record<(typeof sensitivities)[number], typeof points>),
  /** What the sensitivity is multiplied by, in percent, for the audience that is asked for. */
  exposurePercent: z.strictObject({ admins_only: points, custom: points, workspace_all: points }),
  /** For each source that the Site writes to, and at most three times. */
  writes: points,
  /** For each storage binding. */
  storage: points,
  /** Where a binding has no complete note. */
  unfinishedNotes: points,
  /** Where a secret is older than `secretMaxAgeDays`. */
  staleSecrets: points,
  secretMaxAgeDays: z.int().min(1).max(3650),
  /** For each version that was saved since the last review, and at most three times. */
  unreviewedVersions: points,
  /** For each hundred people who would gain access, and at most four times. */
  hundredPeople: points,
  /** Where a source may not be used in this way, or two sources must not meet. */
  forbiddenUse: points,
});
export type RiskWeights = z.infer<typeof riskWeightsSchema>;

/** Where a workspace starts; a product decision, see docs/decisions/0021-widening.md. */
export const defaultRiskWeights: RiskWeights = {
  sensitivity: { public: 0, internal: 8, customer: 40, financial: 45, employee: 45, legal: 45, security: 50, production: 50, regulated: 60 },
  exposurePercent: { admins_only: 10, custom: 50, workspace_all: 100 },
  writes: 8,
  storage: 3,
  unfinishedNotes: 6,
  staleSecrets: 6,
  secretMaxAgeDays: 180,
  unreviewedVersions: 4,
  hundredPeople: 4,
  forbiddenUse: 30,
};
